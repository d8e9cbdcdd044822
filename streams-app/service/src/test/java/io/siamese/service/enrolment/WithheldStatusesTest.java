package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.flow.EventSerdes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithheldStatusesTest {
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final KeyValueStore<Bytes, byte[]> store = TaskNotes.storeBuilder("test")
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    private final WithheldStatuses withheld = open("log");

    @BeforeEach
    void openStore() {
        var context = new MockProcessorContext<Void, Void>(new Properties());
        store.init(context.getStateStoreContext(), store);
    }

    @AfterEach
    void closeStore() {
        withheld.close();
        store.close();
    }

    private WithheldStatuses open(String galleryLog) {
        return new WithheldStatuses(
                store,
                status -> writer.write("exemplar-status", status),
                new EventSerdes(SchemaSource.none(), null, writer).eventReader(ExemplarStatus.class),
                galleryLog);
    }

    @Test
    void tellsTheLatestOfEachOnceTheEncoderDecides() {
        // Given
        withheld.withhold(key("a"), status(EnrolmentStatus.ENROLLED, 1));
        withheld.withhold(key("b"), status(EnrolmentStatus.ENROLLED, 2));
        withheld.withhold(key("b"), status(EnrolmentStatus.REJECTED, 3));
        withheld.withhold(key("c"), status(EnrolmentStatus.ENROLLED, 4));
        withheld.withhold(key("c"), status(EnrolmentStatus.REVOKED, 5));
        assertThat(takeAll(withheld)).isEmpty();

        // When
        withheld.beginRelease();

        // Then
        assertThat(takeAll(withheld)).containsExactly("a ENROLLED 1", "b REJECTED 3");
        assertThat(takeAll(withheld)).isEmpty();
    }

    @Test
    void goesOnInAnotherInstanceWhereItWasCutShort() {
        // Given
        for (int i = 1; i <= 5; i++) {
            withheld.withhold(key("a" + i), status(EnrolmentStatus.ENROLLED, i));
        }
        withheld.beginRelease();
        withheld.takeDue(2);

        // When the task and its store move
        try (WithheldStatuses moved = open("log")) {
            // Then
            assertThat(takeAll(moved)).containsExactly("a3 ENROLLED 3", "a4 ENROLLED 4", "a5 ENROLLED 5");
        }
    }

    @Test
    void tellsNothingThatHasANewerStatus() {
        // Given
        withheld.withhold(key("a"), status(EnrolmentStatus.ENROLLED, 1));
        withheld.withhold(key("b"), status(EnrolmentStatus.ENROLLED, 2));
        withheld.withhold(key("c"), status(EnrolmentStatus.ENROLLED, 3));
        withheld.beginRelease();
        withheld.takeDue(1);

        // When
        withheld.supersede(key("b"));

        // Then
        assertThat(takeAll(withheld)).containsExactly("c ENROLLED 3");
    }

    @Test
    void keepsWhatIsLeftWhereAnotherEncoderTakesOverMeanwhile() {
        // Given
        withheld.withhold(key("a"), status(EnrolmentStatus.ENROLLED, 1));
        withheld.withhold(key("b"), status(EnrolmentStatus.ENROLLED, 2));
        withheld.beginRelease();
        withheld.takeDue(1);

        // When
        withheld.stopRelease();

        // Then
        assertThat(takeAll(withheld)).isEmpty();
        withheld.beginRelease();
        assertThat(takeAll(withheld)).containsExactly("b ENROLLED 2");
    }

    @Test
    void tellsNothingOfAnotherGalleryLog() {
        // Given
        withheld.withhold(key("a"), status(EnrolmentStatus.ENROLLED, 1));

        // When
        try (WithheldStatuses anew = open("another log")) {
            anew.beginRelease();

            // Then
            assertThat(takeAll(anew)).isEmpty();
        }
    }

    private static byte[] key(String text) {
        return ("default/" + text + "/1").getBytes(UTF_8);
    }

    private static ExemplarStatus status(EnrolmentStatus status, long epoch) {
        ExemplarStatus event = ExemplarStatus.newBuilder().build();
        event.setStatus(status);
        event.setGalleryLog("log");
        event.setGalleryEpoch(epoch);
        event.setAt(Instant.ofEpochMilli(epoch));
        return event;
    }

    private static List<String> takeAll(WithheldStatuses withheld) {
        List<String> told = new ArrayList<>();
        withheld.takeDue(100)
                .forEach(record -> told.add(new String(record.key(), UTF_8).split("/")[1] + " "
                        + record.value().getStatus() + " " + record.value().getGalleryEpoch()));
        return told;
    }
}
