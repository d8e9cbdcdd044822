package io.siamese.console.room.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.siamese.console.web.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorRequestsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final DoorRequests requests = new DoorRequests(2, 3, Duration.ofMinutes(10), nanos::get);
    private final List<CompletableFuture<RawJson>> published = new ArrayList<>();

    @Test
    void publishesARepetitionOnce() throws Exception {
        // Given
        DoorRequest first = requests.begin("key", "digest", this::publish);

        // When
        DoorRequest again = requests.begin("key", "digest", this::publish);

        // Then
        assertThat(again).isSameAs(first);
        assertThat(published).hasSize(1);
        assertThat(requests.find(first.id())).containsSame(first);
    }

    @Test
    void publishesEachRequestWithoutAKey() throws Exception {
        // When
        DoorRequest first = requests.begin(null, "digest", this::publish);
        DoorRequest second = requests.begin(null, "digest", this::publish);

        // Then
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(published).hasSize(2);
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() throws Exception {
        // Given
        requests.begin("key", "digest", this::publish);

        // When // Then
        assertThatExceptionOfType(DoorRequests.KeyTaken.class)
                .isThrownBy(() -> requests.begin("key", "another digest", this::publish));
        assertThat(published).hasSize(1);
    }

    @Test
    void refusesMoreThanTheLimitInFlight() throws Exception {
        // Given
        requests.begin(null, "1", this::publish);
        requests.begin(null, "2", this::publish);

        // When // Then
        assertThatExceptionOfType(DoorRequests.Busy.class)
                .isThrownBy(() -> requests.begin(null, "3", this::publish))
                .withMessageContaining("allowed are 2");
        assertThat(published).hasSize(2);

        // When an answer has come
        published.get(0).complete(new RawJson("{}"));

        // Then
        assertThatCode(() -> requests.begin(null, "3", this::publish)).doesNotThrowAnyException();
    }

    @Test
    void refusesMoreThanItCanRemember() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            requests.begin(null, "request " + i, this::publish);
            published.get(i).complete(new RawJson("{}"));
        }

        // When // Then
        assertThatExceptionOfType(DoorRequests.Busy.class).isThrownBy(() -> requests.begin(null, "4", this::publish));

        // When
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        // Then
        assertThat(requests.begin(null, "4", this::publish).digest()).isEqualTo("4");
    }

    @Test
    void forgetsWhatIsOld() throws Exception {
        // Given
        DoorRequest first = requests.begin("key", "digest", this::publish);

        // When
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        // Then
        assertThat(requests.find(first.id())).isEmpty();
        assertThat(requests.begin("key", "another digest", this::publish).id()).isNotEqualTo(first.id());
    }

    @Test
    void publishesAgainWhatCouldNotBePublished() throws Exception {
        // Given
        DoorRequest first = requests.begin("key", "digest", this::publish);

        // When
        published.get(0).completeExceptionally(new KafkaException("no broker"));

        // Then
        assertThat(requests.find(first.id())).isEmpty();
        assertThat(requests.begin("key", "digest", this::publish).id()).isNotEqualTo(first.id());
        assertThat(published).hasSize(2);
    }

    @Test
    void forgetsWhatThePublisherRefused() {
        // When
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> requests.begin("key", "digest", id -> {
                        throw new IllegalArgumentException("no");
                    }));
        }

        // Then
        assertThatCode(() -> requests.begin("key", "digest", this::publish)).doesNotThrowAnyException();
    }

    @Test
    void answersOthersWhileAPublisherBlocks() throws Exception {
        // Given
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch publishing = new CountDownLatch(1);
        CompletableFuture<DoorRequest> blocked = CompletableFuture.supplyAsync(() -> begin(id -> {
            publishing.countDown();
            await(blocks);
            return publish(id);
        }));
        await(publishing);

        // When
        DoorRequest other = requests.begin("another key", "digest", this::publish);
        DoorRequest repeated = requests.begin("key", "digest", this::publish);
        blocks.countDown();

        // Then
        assertThat(blocked.get()).isSameAs(repeated).isNotSameAs(other);
        assertThat(published).hasSize(2);
    }

    private DoorRequest begin(Function<String, CompletableFuture<RawJson>> publish) {
        try {
            return requests.begin("key", "digest", publish);
        } catch (DoorRequests.Busy | DoorRequests.KeyTaken e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the rooms do: what they return depends on the publisher's answer, so its failure comes wrapped. */
    private CompletableFuture<RawJson> publish(String id) {
        CompletableFuture<RawJson> answer = new CompletableFuture<>();
        published.add(answer);
        return answer.thenApply(event -> event);
    }
}
