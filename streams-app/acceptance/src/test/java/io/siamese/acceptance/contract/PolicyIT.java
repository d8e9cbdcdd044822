package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Policies as those who answer for them see it: through topics alone, on a real broker, with the bundled encoder. */
class PolicyIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void decidesAtTheErrorRateAskedForFromTheEpochThatPinsIt() {
        // Given
        RUNNING.client().enrolled("strict/alice/1", DRAWN.png(1, 0));
        GenericRecord before = RUNNING.client().decided(claim("strict", "alice", DRAWN.png(1, 0), null));

        // When
        GenericRecord status = RUNNING.client().governed("strict", request(Map.of("targetFmr", 0.1)));
        Long epoch = (Long) status.get("galleryEpoch");
        GenericRecord after = RUNNING.client().decided(claim("strict", "alice", DRAWN.png(1, 0), epoch));

        // Then
        assertThat(status.get("status")).hasToString("ENROLLED");
        assertThat(status.get("detail").toString()).startsWith("FMR 0.1 is supported up to");
        assertThat(before.get("policy")).hasToString("default");
        assertThat(before.get("expectedFmr")).isEqualTo(0.01);
        assertThat(after.get("policy")).hasToString("strict");
        assertThat(after.get("policyVersion")).isEqualTo((Long) status.get("sourceOffset") + 1);
        assertThat(after.get("expectedFmr")).isEqualTo(0.1);
        assertThat((Float) after.get("threshold")).isLessThan((Float) before.get("threshold"));
        assertThat((Long) after.get("galleryEpoch")).isGreaterThanOrEqualTo(epoch);
    }

    @Test
    void refusesWhatTheCalibrationCannotSupportAndKeepsTheLastGoodPolicy() {
        // Given
        RUNNING.client().enrolled("kept/alice/1", DRAWN.png(1, 0));
        Long good = (Long) RUNNING.client()
                .governed("kept", request(Map.of("targetFmr", 0.1)))
                .get("sourceOffset");

        // When
        GenericRecord refused = RUNNING.client().governed("kept", request(Map.of("targetFmr", 1e-9)));
        GenericRecord decision =
                RUNNING.client().decided(claim("kept", "alice", DRAWN.png(1, 0), (Long) refused.get("galleryEpoch")));

        // Then
        assertThat(refused.get("status")).hasToString("REJECTED");
        assertThat(refused.get("reason")).hasToString("UNSUPPORTED_TARGET");
        assertThat(refused.get("detail").toString()).contains("targetFmr=1.0E-9", "supports for fusion BEST");
        assertThat(decision.get("policy")).hasToString("kept");
        assertThat(decision.get("policyVersion")).isEqualTo(good + 1);
        assertThat(decision.get("expectedFmr")).isEqualTo(0.1);
    }

    @Test
    void saysWhatToExpectOfAFixedThresholdAndLeavesTheZoneBelowItToPeople() {
        // Given
        RUNNING.client().enrolled("fixed/alice/1", DRAWN.png(1, 0));
        GenericRecord seen = RUNNING.client().decided(claim("fixed", "alice", DRAWN.png(1, 5), null));
        float similarity = similarity(seen);

        // When
        GenericRecord status = RUNNING.client()
                .governed(
                        "fixed",
                        request(Map.of("fixedThreshold", similarity + 0.05f, "reviewFrom", similarity - 0.05f)));
        GenericRecord decision =
                RUNNING.client().decided(claim("fixed", "alice", DRAWN.png(1, 5), (Long) status.get("galleryEpoch")));

        // Then
        assertThat(status.get("status")).hasToString("ENROLLED");
        assertThat(decision.get("outcome")).hasToString("UNCERTAIN");
        assertThat(decision.get("reason")).hasToString("REVIEW_ZONE");
        assertThat(decision.get("threshold")).isEqualTo(similarity + 0.05f);
        Double expected = (Double) decision.get("expectedFmr");
        assertThat(status.get("detail").toString())
                .contains(expected == null ? "does not reach" : "expected FMR " + expected.floatValue());
    }

    @Test
    void appliesTheStrictestThresholdItHasOnceTheGalleryOutgrowsTheCalibration() {
        // Given
        GenericRecord status = RUNNING.client().governed("hall", request(Map.of("targetFpir", 0.05)));
        int supported = supported(status);
        GenericRecord last = null;
        for (int subject = 0; subject <= supported; subject++) {
            RUNNING.client().send("exemplars", "hall/s" + subject + "/1", DRAWN.png(subject, 0));
            if (subject == supported - 1) {
                Long full = (Long) RUNNING.client()
                        .awaitStatus("hall/s" + subject + "/1", 1)
                        .get("galleryEpoch");
                last = RUNNING.client().decided(claim("hall", null, DRAWN.png(3, 0), full));
            }
        }

        // When
        Long epoch = (Long)
                RUNNING.client().awaitStatus("hall/s" + supported + "/1", 1).get("galleryEpoch");
        GenericRecord beyond = RUNNING.client().decided(claim("hall", null, DRAWN.png(3, 0), epoch));

        // Then
        assertThat(last.get("expectedFpir")).isEqualTo(0.05);
        assertThat(last.get("policyState")).isNull();
        assertThat(last.get("subjects")).isEqualTo(supported);
        assertThat(beyond.get("subjects")).isEqualTo(supported + 1);
        assertThat(beyond.get("policyState")).hasToString("UNSUPPORTED");
        assertThat(beyond.get("expectedFpir")).isNull();
        assertThat((Float) beyond.get("threshold")).isGreaterThanOrEqualTo((Float) last.get("threshold"));
    }

    @Test
    void holdsForEveryGalleryWithoutOneOfItsOwnUntilItIsRemoved() {
        // Given
        RUNNING.client().enrolled("other/alice/1", DRAWN.png(1, 0));
        GenericRecord everyOther = RUNNING.client()
                .governed("*", request(Map.of("targetFmr", 0.1, "prior", 0.5, "withholdSimilarities", true)));
        GenericRecord governed = RUNNING.client()
                .decided(claim("other", "alice", DRAWN.png(1, 0), (Long) everyOther.get("galleryEpoch")));

        // When
        GenericRecord removed = RUNNING.client().governed("*", null);
        RecordMetadata sent =
                RUNNING.client().send(claim("other", "alice", DRAWN.png(1, 0), (Long) removed.get("galleryEpoch")));
        GenericRecord ungoverned = RUNNING.client().decision(sent);

        // Then
        assertThat(governed.get("policy")).hasToString("*");
        assertThat(governed.get("outcome")).hasToString("MATCH");
        assertThat(candidate(governed).get("similarity")).isNull();
        assertThat(candidate(governed).get("log10LikelihoodRatio")).isNull();
        assertThat(candidate(governed).get("probability")).isNull();
        assertThat(removed.get("status")).hasToString("REVOKED");
        assertThat(ungoverned.get("policy")).hasToString("default");
        assertThat(candidate(ungoverned).get("similarity")).isNotNull();
        assertThat(RUNNING.client().asTheFirstReleaseReads(sent).get("outcome")).hasToString("MATCH");
    }

    @Test
    void statesTheProbabilityThatFollowsFromThePrior() {
        // Given
        RUNNING.client().enrolled("prior/alice/1", DRAWN.png(1, 0));
        GenericRecord status = RUNNING.client().governed("prior", request(Map.of("prior", 0.001)));

        // When
        GenericRecord candidate = candidate(
                RUNNING.client().decided(claim("prior", "alice", DRAWN.png(1, 0), (Long) status.get("galleryEpoch"))));

        // Then
        double odds = 0.001 / (1 - 0.001) * Math.pow(10, (Double) candidate.get("log10LikelihoodRatio"));
        assertThat((Double) candidate.get("probability")).isEqualTo(odds / (1 + odds));
    }

    @Test
    void answersEveryBadRequest() {
        assertThat(refusal("a/b", request(Map.of()))).isEqualTo("MALFORMED_KEY");
        assertThat(refusal("bad", "text".getBytes(UTF_8))).isEqualTo("UNDECODABLE");
        assertThat(refusal("bad", BlackBox.exemplar(DRAWN.png(1, 0)))).isEqualTo("UNDECODABLE");
        assertThat(refusal("bad", request(Map.of("gallery", "other")))).isEqualTo("KEY_MISMATCH");
        assertThat(refusal("bad", request(Map.of("targetFmr", 1.5)))).isEqualTo("INVALID_POLICY");
        assertThat(refusal("bad", request(Map.of("candidates", 0)))).isEqualTo("INVALID_POLICY");
        assertThat(refusal("bad", request(Map.of("gates", Map.of("sharpness", 1.0)))))
                .isEqualTo("INVALID_POLICY");
        assertThat(refusal("bad", request(Map.of("targetFmr", 0.01, "fixedThreshold", 0.5f))))
                .isEqualTo("INVALID_POLICY");
        assertThat(refusal("bad", request(Map.of("targetFpir", 0.0123)))).isEqualTo("UNSUPPORTED_TARGET");
        assertThat(RUNNING.client().governed("bad", null).get("reason")).hasToString("NOT_ENROLLED");
    }

    @Test
    void aRequestOfAnySizeIsAnsweredInFewWordsAndTheNextOneToo() {
        // Given
        String huge = "g".repeat(900_000);

        // When
        GenericRecord refused = RUNNING.client().governed("huge", request(Map.of("gallery", huge)));
        GenericRecord next = RUNNING.client().governed("huge", request(Map.of("targetFmr", 0.1)));

        // Then
        assertThat(refused.get("reason")).hasToString("KEY_MISMATCH");
        assertThat(refused.get("detail").toString()).hasSizeLessThan(1100);
        assertThat(next.get("status")).hasToString("ENROLLED");
    }

    private static String refusal(String key, byte[] request) {
        GenericRecord status = RUNNING.client().governed(key, request);
        assertThat(status.get("status")).hasToString("REJECTED");
        assertThat(status.get("detail").toString()).isNotEmpty();
        return status.get("reason").toString();
    }

    /** Up to how many subjects the promise of a policy reaches, as its status says it. */
    private static int supported(GenericRecord status) {
        return Integer.parseInt(status.get("detail").toString().replaceAll(".* up to (\\d+) .*subjects$", "$1"));
    }

    static byte[] request(Map<String, Object> fields) {
        GenericRecordBuilder request = new GenericRecordBuilder(BlackBox.schema("PolicyRequest"));
        fields.forEach(request::set);
        return BlackBox.singleObject(request.build());
    }

    static ProducerRecord<byte[], byte[]> claim(String gallery, String subject, byte[] image, Long minEpoch) {
        byte[] probe = BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                .set("gallery", gallery)
                .set("claimedSubject", subject)
                .set("image", ByteBuffer.wrap(image))
                .set("minEpoch", minEpoch)
                .build());
        return new ProducerRecord<>("images", "probe".getBytes(UTF_8), probe);
    }

    static GenericRecord candidate(GenericRecord decision) {
        return (GenericRecord) ((List<?>) decision.get("candidates")).get(0);
    }

    static float similarity(GenericRecord decision) {
        return (Float) candidate(decision).get("similarity");
    }
}
