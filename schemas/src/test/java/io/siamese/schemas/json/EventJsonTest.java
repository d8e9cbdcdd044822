package io.siamese.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Candidate;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Probe;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {

    private final EventJson json = new EventJson();

    @Test
    void writesADecisionAsPlainJson() {
        // Given
        MatchDecision decision = MatchDecision.newBuilder()
                .setImageId("a \"b\"")
                .setOutcome(Outcome.MATCH)
                .setCandidates(List.of(Candidate.newBuilder()
                        .setSubject("s")
                        .setSimilarity(0.5f)
                        .build()))
                .setDecidedAt(Instant.ofEpochMilli(1_000))
                .setAttributes(Map.of("camera", "7"))
                .build();

        // When
        String line = json.line(decision);

        // Then
        assertThat(line)
                .doesNotContain("\n")
                .startsWith(
                        "{\"imageId\":\"a \\\"b\\\"\",\"source\":{\"topic\":\"\",\"partition\":-1,\"offset\":-1,\"topicId\":\"\"}")
                .contains("\"outcome\":\"MATCH\"", "\"subject\":null", "\"decidedAt\":\"1970-01-01T00:00:01Z\"")
                .contains("\"candidates\":[{\"subject\":\"s\",\"exemplar\":\"\",\"similarity\":0.5,\"score\":null")
                .contains("\"attributes\":{\"camera\":\"7\"}");
    }

    @Test
    void writesBytesAsBase64AndLeavesThemReadable() {
        // Given
        ByteBuffer image = ByteBuffer.wrap(new byte[] {1, 2, 3});

        // When
        String line = json.line(Probe.newBuilder().setImage(image).build());

        // Then
        assertThat(line).contains("\"image\":\"AQID\"");
        assertThat(image.remaining()).isEqualTo(3);
    }

    @Test
    void readsWhatItWrites() {
        // Given
        Exemplar exemplar = Exemplar.newBuilder()
                .setKind(ExemplarKind.NEGATIVE)
                .setImage(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setValidUntil(Instant.ofEpochMilli(1_500))
                .setAttributes(Map.of("camera", "7"))
                .build();
        MatchDecision decision = MatchDecision.newBuilder()
                .setCandidates(List.of(Candidate.newBuilder()
                        .setSubject("s")
                        .setSimilarity(0.1f)
                        .setLog10LikelihoodRatio(1e-7)
                        .build()))
                .setGalleryEpoch(Long.MAX_VALUE)
                .build();

        // Then
        assertThat(json.read(Exemplar.class, json.line(exemplar))).isEqualTo(exemplar);
        assertThat(json.read(MatchDecision.class, json.line(decision))).isEqualTo(decision);
    }

    @Test
    void givesFieldsThatAreNotThereTheirDefaults() {
        assertThat(json.read(PolicyRequest.class, "{}"))
                .isEqualTo(PolicyRequest.newBuilder().build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"targetFmr\": \"0.1\"}    | PolicyRequest.targetFmr is \"0.1\", wanted is a number",
                "{\"fusion\": \"best\"}      | PolicyRequest.fusion is \"best\", wanted is one of [UNKNOWN, BEST, MEAN, CALIBRATED]",
                "{\"gates\": {\"a\": null}}  | PolicyRequest.gates.a is null, wanted is a number",
                "{\"withholdSimilarities\": 1} | PolicyRequest.withholdSimilarities is 1, wanted is true or false",
                "{\"gallery\": null}           | PolicyRequest.gallery is null, wanted is a string",
                "{\"candidates\": 3000000000}  | PolicyRequest.candidates is 3000000000, wanted is a whole number of 32 bits",
                "[]                              | PolicyRequest is [], wanted is an object",
                "{} {}                           | not JSON",
                "{\"prior\": 1, \"prior\": 2} | not JSON: Duplicate field 'prior'",
                "{\"fixedThreshold\": 1e39}      | PolicyRequest.fixedThreshold is 1.0E39, wanted is a number of 32 bits",
                "{\"targetFmr\": 1e400}          | PolicyRequest.targetFmr is",
                "``                              | PolicyRequest is empty, wanted is an object",
                "office                          | not JSON"
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> json.read(PolicyRequest.class, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"image\": \"%%%\"}          | Exemplar.image is \"%%%\", wanted is bytes as base64",
                "{\"validUntil\": \"+1000000000-01-01T00:00:00Z\"} | Exemplar.validUntil is",
                "{\"validUntil\": 1500}         | Exemplar.validUntil is 1500, wanted is a time such as",
                "{\"validUntil\": \"tomorrow\"} | Exemplar.validUntil is \"tomorrow\", wanted is a time such as"
            })
    void saysWhatIsWrongWithBytesAndTimes(String text, String message) {
        assertThatThrownBy(() -> json.read(Exemplar.class, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
