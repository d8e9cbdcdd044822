package io.siamese.service.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of which decisions a gallery log that is compacted can still tell. */
class LogGapsTest {
    private static final String ENCODER = "00000000000000ee";

    private final LogGaps gaps = new LogGaps();

    @Test
    void doubtsNothingWhileEveryRecordIsThere() {
        // Given
        enrol(0, "default/alice/1", false);
        enrol(2, "default/alice/1", true);
        enrol(4, "default/bob/1", false);

        // Then
        assertThat(gaps.findDoubt(decision(0, "default", null))).isEmpty();
        assertThat(gaps.findDoubt(decision(3, "default", "alice"))).isEmpty();
    }

    @Test
    void doubtsWhatATemplateHasReplacedThatIsGone() {
        // Given: what alice had before is compacted away
        enrol(1, "default/bob/1", false);
        enrol(4, "default/alice/1", true);

        // Then
        assertThat(gaps.findDoubt(decision(2, "default", null)))
                .hasValueSatisfying(why -> assertThat(why).contains("default/alice/1", "at 4"));
        assertThat(gaps.findDoubt(decision(2, "default", "bob"))).isEmpty();
        assertThat(gaps.findDoubt(decision(2, "door", null))).isEmpty();
        assertThat(gaps.findDoubt(decision(4, "default", null))).isEmpty();
    }

    @Test
    void doubtsLaterTemplatesTooOnceRecordsAreMissing() {
        // Given: alice may have been enrolled and revoked before
        enrol(0, "default/bob/1", false);
        enrol(9, "default/alice/1", false);

        // Then
        assertThat(gaps.findDoubt(decision(0, "default", null))).isPresent();
    }

    @Test
    void doubtsWhatWasDecidedByATemplateWhoseKeyIsGone() {
        // Given: alice's key was deleted, and she was enrolled again
        enrol(0, "default/alice/1", false, Reasons.KEY_UNKNOWN);
        enrol(2, "default/alice/1", true);

        // Then
        assertThat(gaps.findDoubt(decision(1, "default", "alice")))
                .hasValueSatisfying(why -> assertThat(why).contains("default/alice/1", "key that is not here"));
        assertThat(gaps.findDoubt(decision(1, "default", null))).isPresent();
        assertThat(gaps.findDoubt(decision(1, "default", "bob"))).isEmpty();
        assertThat(gaps.findDoubt(decision(1, "door", null))).isEmpty();
    }

    private void enrol(long offset, String exemplar, boolean replaced) {
        enrol(offset, exemplar, replaced, null);
    }

    private void enrol(long offset, String exemplar, boolean replaced, @Nullable String sealedBecause) {
        TemplateKey key = new TemplateKey(ENCODER, exemplar.getBytes(UTF_8));
        var headers = new LogNote(EnrolmentStatus.ENROLLED, null, null, null, replaced, 0).headers();
        gaps.noteRecord(
                new ConsumerRecord<>(
                        "log",
                        0,
                        offset,
                        offset,
                        TimestampType.LOG_APPEND_TIME,
                        0,
                        0,
                        key.bytes(),
                        new byte[1],
                        headers,
                        Optional.empty()),
                new GalleryLogRecord.TemplateRecord(key, Template.newBuilder().build(), sealedBecause));
    }

    private static MatchDecision decision(long epoch, String gallery, String claimed) {
        return MatchDecision.newBuilder()
                .setGalleryEpoch(epoch)
                .setGallery(gallery)
                .setClaimedSubject(claimed)
                .setEncoderId(ENCODER)
                .build();
    }
}
