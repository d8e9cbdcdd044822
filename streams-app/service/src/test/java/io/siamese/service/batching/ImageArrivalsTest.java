package io.siamese.service.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.fetching.AllowedPrefixes;
import io.siamese.service.fetching.FetchSettings;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.VectorEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of a share that is not mounted. */
@Timeout(60)
class ImageArrivalsTest {
    private static final ConsumerRecord<byte[], byte[]> WAITS = record(Probe.newBuilder()
            .setImageUri("file:/not/read/here")
            .setImageSha256("0".repeat(64))
            .build());

    @TempDir
    Path folder;

    private ReferencedImages images;
    private ImageArrivals arrivals;

    private static ConsumerRecord<byte[], byte[]> record(Probe probe) {
        return new ConsumerRecord<>("images", 0, 0, null, new SingleObjectWriter().write("images", probe));
    }

    @BeforeEach
    void open() {
        String missing = "file:" + folder + "/missing/";
        images = new ReferencedImages(
                new FetchSettings(
                        AllowedPrefixes.parse(List.of(missing)), 1000, 2, Duration.ofSeconds(5), Duration.ofHours(1)),
                new Observer.Silent());
        arrivals = new ImageArrivals(
                new ImageCost(
                        new VectorEncoder(Similarity.cosine()).preprocessor(),
                        Probe.getClassSchema(),
                        record -> Optional.empty(),
                        (record, image) -> image),
                images,
                record -> Optional.of(
                        new ImageReference("images", 0, record.offset(), missing + "a.png", "0".repeat(64))));
    }

    @AfterEach
    void close() {
        images.close();
    }

    private Duration pollRepeatedly(int times, boolean isAll) {
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            arrivals.beginFetching(List.of(List.of(WAITS)), isAll);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void waitsForNothingIfAPollHasOtherRecords() {
        Duration besides = pollRepeatedly(50, false);

        assertThat(besides).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void waitsLongerAtEachPollInWhichNothingCanGoOn() {
        // When
        Duration first = pollRepeatedly(4, true);
        Duration moment = pollRepeatedly(1, false);
        Duration again = pollRepeatedly(1, true);

        // Then
        assertThat(first).isGreaterThanOrEqualTo(Duration.ofMillis(100 + 200 + 400 + 800));
        assertThat(moment.plus(again))
                .as("a poll that goes on begins anew")
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(1500));
    }
}
