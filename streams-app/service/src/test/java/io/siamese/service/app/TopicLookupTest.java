package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicLookupTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksForAMissingTopicAFewTimesASecond() {
        // When
        assertThat(new TopicLookup(admin(), "gone").awaitTopicId(Duration.ofSeconds(1)))
                .isEmpty();

        // Then
        assertThat(asked).hasValueBetween(2, 7);
    }

    @Test
    void asksOnceWhereThereIsNoPatience() {
        // When
        assertThat(new TopicLookup(admin(), "gone").awaitTopicId(Duration.ZERO)).isEmpty();

        // Then
        assertThat(asked).hasValue(1);
    }

    /** Counts descriptions of topics, and knows none. */
    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    return new Missing();
                });
    }

    private static final class Missing extends DescribeTopicsResult {
        private Missing() {
            super(null, Map.of("gone", missing()));
        }

        private static KafkaFuture<TopicDescription> missing() {
            KafkaFutureImpl<TopicDescription> future = new KafkaFutureImpl<>();
            future.completeExceptionally(new UnknownTopicOrPartitionException("gone"));
            return future;
        }
    }
}
