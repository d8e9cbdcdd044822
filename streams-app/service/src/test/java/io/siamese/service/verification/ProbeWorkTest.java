package io.siamese.service.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.matching.FixedThreshold;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ProbeWorkTest {
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final VectorEncoder encoder = new VectorEncoder(Similarity.cosine());
    private final Galleries galleries = new Galleries(2, PanelKernels.choose(Similarity.cosine()));
    private final ProbeWork work = new ProbeWork(
            new EventSerdes(SchemaSource.none(), null, writer),
            new ImageEncoder(encoder),
            galleries,
            5,
            new Decisions(
                    new Judge(0),
                    Policy.of(FixedThreshold.rules("fixed", 0.6f, 5), null),
                    new DecidedBy(VectorEncoder.ID, "images-id", "log-id", galleries)));

    @Test
    void rejectsAnImageThatGivesNothingToCompareAloneInItsChunk() {
        // Given
        enrol(0, "alice");

        // When
        List<ProbeAnswer> answers = work.apply(List.of(
                record("probe-1", probe(VectorEncoder.imageOfSimilarity(1))),
                record("probe-2", probe(VectorEncoder.NO_LENGTH)),
                record("probe-3", probe(VectorEncoder.imageOfSimilarity(0)))));

        // Then
        assertThat(answers)
                .extracting(answer -> answer.draft().getOutcome())
                .containsExactly(Outcome.MATCH, Outcome.REJECTED, Outcome.NO_MATCH);
        assertThat(answers.get(1).draft().getReason()).isEqualTo(Reasons.NOT_COMPARABLE);
        assertThat(answers.get(1).draft().getGallery()).isEqualTo("default");
    }

    @Test
    void decodesNothingThatTheKeyTheFieldsOrTheDigestRefuse() {
        // Given
        Probe another = probe(VectorEncoder.imageOfSimilarity(1));
        another.setImageId("another");
        Probe wrongDigest = probe(VectorEncoder.imageOfSimilarity(1));
        wrongDigest.setImageSha256("00".repeat(32));

        // When
        List<ProbeAnswer> answers = work.apply(List.of(
                record("probe-1", another),
                record("probe-2", wrongDigest),
                record("", probe(VectorEncoder.imageOfSimilarity(1))),
                record("probe-4", probe(VectorEncoder.imageOfSimilarity(0)))));

        // Then
        assertThat(answers)
                .extracting(answer -> answer.draft().getReason())
                .startsWith(Reasons.KEY_MISMATCH, Reasons.DIGEST_MISMATCH, Reasons.MALFORMED_KEY);
        assertThat(encoder.decoded).containsExactly(new String(VectorEncoder.imageOfSimilarity(0), UTF_8));
    }

    @Test
    void repeatsASearchWithoutDecodingOrEmbeddingAgain() {
        // Given
        enrol(0, "alice");
        ProbeAnswer early = work.apply(List.of(record("probe-1", probe(VectorEncoder.imageOfSimilarity(1)))))
                .get(0);
        galleries.apply(1, change -> change.remove("default", "alice", "1"));
        enrol(2, "bob");

        // When
        ProbeAnswer late = early.comparison()
                .fold(comparison -> work.searchAgain(early.submission(), comparison), reason -> early);

        // Then
        assertThat(late.draft().getSubject()).isEqualTo("bob");
        assertThat(late.draft().getGalleryEpoch()).isEqualTo(2);
        assertThat(encoder.decoded).hasSize(1);
        assertThat(encoder.embedded).hasSize(1);
    }

    @Test
    void hasNoResultWhereTheEncoderFails() {
        // Given
        encoder.failuresLeft = 1;

        // Then
        assertThatThrownBy(() -> work.apply(List.of(record("probe-1", probe(VectorEncoder.imageOfSimilarity(1))))))
                .isInstanceOf(EncoderException.class);
    }

    private void enrol(long offset, String subject) {
        galleries.apply(offset, change -> {
            change.activate(VectorEncoder.ID);
            change.put(new GalleryTemplate(
                    "default", subject, "1", ExemplarKind.POSITIVE, new float[] {1, 0}, Long.MAX_VALUE));
        });
    }

    private static Probe probe(byte[] image) {
        return Probe.newBuilder().setImage(ByteBuffer.wrap(image)).build();
    }

    private RawRecord record(String key, Probe probe) {
        byte[] value = writer.write("images", probe);
        return new RawRecord("images", 0, 0, key.getBytes(UTF_8), value, new RecordHeaders(), 0);
    }
}
