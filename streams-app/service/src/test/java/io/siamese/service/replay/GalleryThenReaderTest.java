package io.siamese.service.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.Candidate;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.MatchDecision;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyAnswer;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.service.replay.Explanation.GalleryThen;
import io.siamese.service.replay.Explanation.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a decision at epoch 10 of encoder ee in gallery door, with the candidate bob, was about. */
class GalleryThenReaderTest {
    private static final String ENCODER = "00000000000000ee";
    private static final MatchDecision DECISION = MatchDecision.newBuilder()
            .setEncoderId(ENCODER)
            .setGallery("door")
            .setGalleryEpoch(10)
            .setCandidates(List.of(Candidate.newBuilder().setSubject("bob").build()))
            .build();

    private final GalleryThenReader reader = new GalleryThenReader(DECISION, "exemplars");

    @Test
    void holdsWhatStoodInTheGalleryAtTheEpoch() {
        // Given
        enrol(1, ENCODER, "door/alice/1", 100);
        enrol(2, ENCODER, "door/bob/1", 101);
        enrol(3, ENCODER, "door/bob/1", 102);
        enrol(4, ENCODER, "door/carla/1", 103);
        remove(5, "door/carla/1");
        enrol(6, "00000000000000ff", "door/bob/2", 104);
        enrol(7, ENCODER, "gate/bob/3", 105);
        enrol(10, ENCODER, "door/dave/1", 106);
        enrol(11, ENCODER, "door/eve/1", 107);

        // When
        GalleryThen then = reader.gallery(null);

        // Then
        assertThat(then.subjects()).isEqualTo(3);
        assertThat(then.templates()).isEqualTo(3);
        assertThat(then.references())
                .extracting(Reference::key, Reference::record, Reference::image, Reference::imageSha256)
                .containsExactly(tuple("door/bob/1", 3L, "exemplars-0-102", "sha-102"));
    }

    @Test
    void hasAnotherDigestForAnotherGallery() {
        // Given
        enrol(1, ENCODER, "door/alice/1", 100);
        String one = reader.gallery(null).digest();

        // When
        enrol(2, ENCODER, "door/alice/1", 101);
        String replaced = reader.gallery(null).digest();
        enrol(12, ENCODER, "door/alice/1", 102);

        // Then
        assertThat(replaced).isNotEqualTo(one).hasSize(64);
        assertThat(reader.gallery(null).digest()).isEqualTo(replaced);
    }

    @Test
    void prefersTheGallerysOwnPolicyToThatOfEveryOther() {
        // Given
        govern(1, PolicyKey.ofEveryOther(), "*");
        govern(2, new PolicyKey("gate"), "gate");
        assertThat(reader.rulesInForce().orElseThrow().record()).isEqualTo(1);

        // When
        govern(3, new PolicyKey("door"), "door");
        govern(11, new PolicyKey("door"), null);

        // Then
        assertThat(reader.rulesInForce().orElseThrow().record()).isEqualTo(3);
        assertThat(reader.rulesInForce().orElseThrow().policy().name()).isEqualTo("door");
    }

    @Test
    void knowsSinceWhenTheEncoderDecides() {
        // When
        activate(1, ENCODER);
        activate(4, "00000000000000ff");
        activate(7, ENCODER);
        activate(12, ENCODER);

        // Then
        assertThat(reader.encoderSince()).isEqualTo(7);
    }

    private void enrol(long offset, String encoder, String exemplar, long exemplarOffset) {
        reader.noteRecord(
                offset,
                new TemplateRecord(
                        new TemplateKey(encoder, exemplar.getBytes(UTF_8)),
                        Template.newBuilder()
                                .setExemplarOffset(exemplarOffset)
                                .setImageSha256("sha-" + exemplarOffset)
                                .build()));
    }

    private void remove(long offset, String exemplar) {
        reader.noteRecord(offset, new RemovalRecord(new TemplateKey(ENCODER, exemplar.getBytes(UTF_8))));
    }

    private void govern(long offset, PolicyKey key, String name) {
        EffectivePolicy policy = name == null
                ? null
                : EffectivePolicy.newBuilder().setPolicy(name).build();
        reader.noteRecord(
                offset, new PolicyRecord(key, policy, false, new PolicyAnswer(key.segment(), ENCODER, 0, null)));
    }

    private void activate(long offset, String encoder) {
        reader.noteRecord(
                offset,
                new ActiveEncoderRecord(
                        ActiveEncoder.newBuilder().setEncoderId(encoder).build()));
    }
}
