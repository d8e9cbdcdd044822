package io.siamese.console.room.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.siamese.console.web.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
        awaitBegin("3");
    }

    @Test
    void refusesMoreThanItCanRemember() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            awaitBegin("request " + i);
            published.get(i).complete(new RawJson("{}"));
        }

        // When // Then
        assertThatExceptionOfType(DoorRequests.Busy.class).isThrownBy(() -> requests.begin(null, "4", this::publish));

        // When
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        // Then
        assertThat(awaitBegin("4").digest()).isEqualTo("4");
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
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (requests.find(first.id()).isPresent() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(requests.begin("key", "digest", this::publish).id()).isNotEqualTo(first.id());
        assertThat(published).hasSize(2);
    }

    private CompletableFuture<RawJson> publish(String id) {
        CompletableFuture<RawJson> answer = new CompletableFuture<>();
        published.add(answer);
        return answer;
    }

    /** The end of a request is noticed on another thread, a moment later. */
    private DoorRequest awaitBegin(String digest) throws DoorRequests.KeyTaken {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return requests.begin(null, digest, this::publish);
            } catch (DoorRequests.Busy e) {
                assertThat(System.nanoTime())
                        .as("still busy: " + e.getMessage())
                        .isLessThan(end);
                Thread.onSpinWait();
            }
        }
    }
}
