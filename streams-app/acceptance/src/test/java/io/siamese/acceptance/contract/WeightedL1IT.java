package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.vector.Similarity;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The learned distance of the Koch network instead of the cosine, from the model file to the decision. */
class WeightedL1IT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final float BIAS = 4;
    private static final float THRESHOLD = 2.5f;

    private static EmbeddedBroker broker;
    private static Service service;
    private static BlackBox client;
    private static OnnxEncoder encoder;
    private static Similarity similarity;

    @BeforeAll
    static void start(@TempDir Path folder) throws InterruptedException {
        ModelFile bundled = ModelFile.bundled();
        List<Float> weights = weights(bundled.card().dimension());
        Path file = folder.resolve("weighted-l1.onnx");
        ModelFile model = bundled.withCard(
                        bundled.card().withSimilarity(new SimilaritySpec(SimilaritySpec.WEIGHTED_L1, weights, BIAS)))
                .withCalibration(calibration(bundled.encoderId()));
        model.write(file);
        encoder = OnnxEncoder.open(ModelFile.read(file), EncoderSettings.defaults());
        similarity = Similarity.weightedL1(floats(weights), BIAS);
        broker = EmbeddedBroker.start();
        service = Service.start(broker.bootstrapServers(), folder.resolve("state"), "encoder.model=" + file);
        client = new BlackBox(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        broker.close();
        encoder.close();
    }

    private static List<Float> weights(int dimension) {
        SplittableRandom random = new SplittableRandom(3);
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            weights.add((float) random.nextDouble(0.1, 0.5));
        }
        return weights;
    }

    private static Calibration calibration(String encoderId) {
        return Calibration.create(
                encoderId,
                "made for a test",
                new Logistic(10, -5, -3, 3),
                List.of(
                        new FmrPoint("BEST", 3, 0.01, THRESHOLD, 0, 1, 0.1),
                        new FmrPoint("MEAN", 3, 0.01, THRESHOLD, 0, 1, 0.1)),
                List.of(
                        new FpirPoint("BEST", 3, 50, 0.05, THRESHOLD, 0, 1, null),
                        new FpirPoint("MEAN", 3, 50, 0.05, THRESHOLD, 0, 1, null)),
                List.of(new LikelihoodPoint("BEST", 3, 2, 0, 1, -3, 3), new LikelihoodPoint("MEAN", 3, 0, 2, 1, -3, 3)),
                List.of());
    }

    @Test
    void decidesByTheLearnedDistance() {
        // Given
        client.enrolled("koch/alice/1", DRAWN.png(23, 0));
        Long epoch = (Long) client.enrolled("koch/bob/1", DRAWN.png(5, 0)).get("galleryEpoch");

        // When
        GenericRecord claim = client.decided(PolicyIT.claim("koch", "alice", DRAWN.png(23, 1), epoch));
        GenericRecord search = client.decided(PolicyIT.claim("koch", null, DRAWN.png(23, 0), epoch));

        // Then
        float expected = similarity.of(embed(23, 0), embed(23, 1));
        assertThat(PolicyIT.similarity(claim)).isCloseTo(expected, within(1e-4f));
        assertThat(claim.get("outcome")).hasToString(expected > THRESHOLD ? "MATCH" : "NO_MATCH");
        assertThat(claim.get("threshold")).isEqualTo(THRESHOLD);
        assertThat(search.get("subject")).hasToString("alice");
        assertThat(PolicyIT.similarity(search)).isCloseTo(BIAS, within(1e-4f));
        GenericRecord runnerUp = (GenericRecord) ((List<?>) search.get("candidates")).get(1);
        assertThat((Float) runnerUp.get("similarity"))
                .isCloseTo(similarity.of(embed(23, 0), embed(5, 0)), within(1e-4f));
    }

    @Test
    void takesThePlainMeanOfSeveralExemplars() {
        // Given
        float[] mean = new float[encoder.dimension()];
        for (int hand = 0; hand < 3; hand++) {
            client.enrolled("mean/alice/" + hand, DRAWN.png(23, hand));
            float[] embedding = embed(23, hand);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += embedding[i] / 3;
            }
        }
        GenericRecord status = client.governed("mean", PolicyIT.request(Map.of("fusion", FusionIT.fusion("MEAN"))));

        // When
        GenericRecord claim =
                client.decided(PolicyIT.claim("mean", "alice", DRAWN.png(23, 4), (Long) status.get("galleryEpoch")));
        GenericRecord search =
                client.decided(PolicyIT.claim("mean", null, DRAWN.png(23, 4), (Long) status.get("galleryEpoch")));

        // Then
        float expected = similarity.of(embed(23, 4), mean);
        assertThat((Float) PolicyIT.candidate(claim).get("score")).isCloseTo(expected, within(1e-4f));
        assertThat((Float) PolicyIT.candidate(search).get("score")).isCloseTo(expected, within(1e-4f));
    }

    private static float[] embed(int character, int hand) {
        try {
            byte[] input = encoder.preprocessor().apply(DRAWN.png(character, hand));
            return encoder.encode(List.of(input))[0];
        } catch (UnreadableImageException e) {
            throw new AssertionError(e);
        }
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
