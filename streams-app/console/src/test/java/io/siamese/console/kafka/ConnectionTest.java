package io.siamese.console.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.kafka.ContractSettings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionTest {
    private static final ContractSettings SETTINGS = ContractSettings.forBrokers("nobody.invalid:9092");

    @Test
    void saysWhatItWaitsForUntilItIsThere() throws InterruptedException {
        // Given
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(2);
        Connection connection = new Connection();
        Supplier<AutoCloseable> good = connection.whenConnected(settings -> {
            opened.countDown();
            return closed::incrementAndGet;
        });
        Supplier<AutoCloseable> late = connection.whenConnected(settings -> {
            if (tried.getCount() > 0) {
                tried.countDown();
                throw new IllegalStateException("topic feedback is missing");
            }
            opened.countDown();
            return closed::incrementAndGet;
        });

        // Then: before it is told where, after one of both failed, and at the end
        assertThatThrownBy(good::get).isInstanceOf(NotConnectedException.class).hasMessageContaining("starting");
        connection.connect(SETTINGS);
        tried.await();
        assertThatThrownBy(late::get).isInstanceOf(NotConnectedException.class);
        opened.await();
        connection.close();
        assertThat(good.get()).isNotNull();
        assertThat(late.get()).isNotNull();
        assertThat(closed).hasValue(2);
    }
}
