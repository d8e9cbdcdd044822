package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several exemplars of a subject, negative ones, and ones that end: through the topics alone. */
class FusionIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final int[] HANDS = {0, 3, 7};

    private static EmbeddedBroker broker;
    private static Service service;
    private static BlackBox client;

    @BeforeAll
    static void start(@TempDir Path folder) throws InterruptedException {
        broker = EmbeddedBroker.start();
        Path model = folder.resolve("calibrated.onnx");
        ModelFile bundled = ModelFile.bundled();
        bundled.withCalibration(calibration(bundled.encoderId())).write(model);
        service = Service.start(broker.bootstrapServers(), folder.resolve("state"), "encoder.model=" + model);
        client = new BlackBox(broker.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        broker.close();
    }

    /** The bundled encoder with a calibration of every fusion: log10 LR = 5 b + 5 m − 4 with any number of exemplars. */
    private static Calibration calibration(String encoderId) {
        List<FmrPoint> fmr = new ArrayList<>();
        List<FpirPoint> fpir = new ArrayList<>();
        List<LikelihoodPoint> likelihoods = new ArrayList<>();
        for (String fusion : List.of("BEST", "MEAN", "CALIBRATED")) {
            float threshold = fusion.equals("CALIBRATED") ? 1 : 0.5f;
            fmr.add(new FmrPoint(fusion, 3, 0.01, threshold, 0, 1, 0.1));
            fpir.add(new FpirPoint(fusion, 3, 50, 0.05, threshold, 0, 1, null));
            likelihoods.add(new LikelihoodPoint(
                    fusion, 3, fusion.equals("MEAN") ? 0 : 5, fusion.equals("BEST") ? 0 : 5, -4, -3, 3));
        }
        return Calibration.create(
                encoderId, "made for a test", new Logistic(10, -5, -3, 3), fmr, fpir, likelihoods, List.of());
    }

    @Test
    void scoresASubjectByItsBestByItsMeanOrByBoth() {
        // Given
        Map<String, GenericRecord> claims = new TreeMap<>();
        Map<String, GenericRecord> searches = new TreeMap<>();
        for (String fusion : List.of("BEST", "MEAN", "CALIBRATED")) {
            enrol(fusion, 1);
            enrol(fusion, 2);
            long epoch = (Long) client.governed(fusion, PolicyIT.request(Map.of("fusion", fusion(fusion))))
                    .get("galleryEpoch");

            // When
            claims.put(fusion, client.decided(PolicyIT.claim(fusion, "s1", DRAWN.png(1, 11), epoch)));
            searches.put(fusion, client.decided(PolicyIT.claim(fusion, null, DRAWN.png(1, 11), epoch)));
        }

        // Then
        float best = score(claims.get("BEST"));
        float mean = score(claims.get("MEAN"));
        assertThat(mean).isNotEqualTo(best);
        assertThat(score(claims.get("CALIBRATED"))).isCloseTo(5 * best + 5 * mean - 4, within(1e-4f));
        claims.forEach((fusion, claim) -> {
            GenericRecord found = searches.get(fusion);
            GenericRecord candidate = PolicyIT.candidate(found);
            assertThat(claim.get("fusion")).hasToString(fusion);
            assertThat(PolicyIT.similarity(claim)).isEqualTo(best);
            assertThat(candidate.get("subject")).hasToString("s1");
            assertThat(candidate.get("exemplar"))
                    .hasToString(PolicyIT.candidate(claim).get("exemplar").toString());
            assertThat(candidate.get("exemplars")).isEqualTo(3);
            assertThat(score(found)).isCloseTo(score(claim), within(1e-5f));
            assertThat((List<?>) found.get("candidates")).hasSize(2);
            assertThat((Float) found.get("margin"))
                    .isEqualTo(score(found) - (Float) second(found).get("score"));
            assertThat(found.get("subjects")).isEqualTo(2);
            assertThat(found.get("outcome")).hasToString("MATCH");
        });
    }

    @Test
    void believesANegativeExemplarThatIsNearer() {
        // Given
        client.enrolled("forged/alice/1", DRAWN.png(23, 0));
        byte[] lookalike = IntStream.range(1, 20)
                .mapToObj(hand -> DRAWN.png(23, hand))
                .filter(image -> client.decided(PolicyIT.claim("forged", "alice", image, null))
                        .get("outcome")
                        .toString()
                        .equals("MATCH"))
                .findFirst()
                .orElseThrow();

        // When
        Long epoch = (Long) client.enrolled("forged/alice/not-her", exemplar(lookalike, "NEGATIVE", null))
                .get("galleryEpoch");
        GenericRecord claim = client.decided(PolicyIT.claim("forged", "alice", lookalike, epoch));
        GenericRecord search = client.decided(PolicyIT.claim("forged", null, lookalike, epoch));
        GenericRecord genuine = client.decided(PolicyIT.claim("forged", "alice", DRAWN.png(23, 0), epoch));

        // Then
        for (GenericRecord decision : List.of(claim, search)) {
            assertThat(decision.get("outcome")).hasToString("NO_MATCH");
            assertThat(decision.get("reason")).hasToString("NEGATIVE_EXEMPLAR");
            assertThat(decision.get("subject")).isNull();
            assertThat(PolicyIT.candidate(decision).get("negativeExemplar")).hasToString("not-her");
            assertThat((Float) PolicyIT.candidate(decision).get("negativeSimilarity"))
                    .isGreaterThan(PolicyIT.similarity(decision));
            assertThat(decision.get("subjects")).isEqualTo(1);
        }
        assertThat(genuine.get("outcome")).hasToString("MATCH");
    }

    @Test
    void comparesWithWhatIsValidAtTheProbesOwnTime() {
        // Given
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        client.enrolled("ends/alice/1", exemplar(DRAWN.png(1, 0), "POSITIVE", end));
        Long epoch = (Long) client.enrolled("ends/bob/1", DRAWN.png(2, 0)).get("galleryEpoch");

        // When
        GenericRecord before =
                client.decided(at(end.minusMillis(1), PolicyIT.claim("ends", "alice", DRAWN.png(1, 0), epoch)));
        GenericRecord after = client.decided(at(end, PolicyIT.claim("ends", "alice", DRAWN.png(1, 0), epoch)));
        GenericRecord search = client.decided(at(end, PolicyIT.claim("ends", null, DRAWN.png(1, 0), epoch)));
        GenericRecord earlier =
                client.decided(at(end.minus(Duration.ofDays(9)), PolicyIT.claim("ends", null, DRAWN.png(1, 0), epoch)));

        // Then
        assertThat(before.get("outcome")).hasToString("MATCH");
        assertThat(after.get("reason")).hasToString("UNKNOWN_SUBJECT");
        assertThat(search.get("subjects")).isEqualTo(1);
        assertThat(PolicyIT.candidate(search).get("subject")).hasToString("bob");
        assertThat(earlier.get("subjects")).isEqualTo(2);
        assertThat(earlier.get("subject")).hasToString("alice");
    }

    private static void enrol(String gallery, int character) {
        for (int hand : HANDS) {
            client.enrolled(gallery + "/s" + character + "/" + hand, DRAWN.png(character, hand));
        }
    }

    private static ProducerRecord<byte[], byte[]> at(Instant time, ProducerRecord<byte[], byte[]> probe) {
        return new ProducerRecord<>(probe.topic(), null, time.toEpochMilli(), probe.key(), probe.value());
    }

    static Object fusion(String name) {
        return new GenericData.EnumSymbol(
                BlackBox.schema("PolicyRequest").getField("fusion").schema(), name);
    }

    private static byte[] exemplar(byte[] image, String kind, Instant validUntil) {
        return BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Exemplar"))
                .set("image", ByteBuffer.wrap(image))
                .set(
                        "kind",
                        new GenericData.EnumSymbol(
                                BlackBox.schema("Exemplar").getField("kind").schema(), kind))
                .set("validUntil", validUntil == null ? null : validUntil.toEpochMilli())
                .build());
    }

    private static float score(GenericRecord decision) {
        return (Float) PolicyIT.candidate(decision).get("score");
    }

    private static GenericRecord second(GenericRecord decision) {
        return (GenericRecord) ((List<?>) decision.get("candidates")).get(1);
    }
}
