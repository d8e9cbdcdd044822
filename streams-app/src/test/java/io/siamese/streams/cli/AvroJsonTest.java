package io.siamese.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    private final AvroJson json = new AvroJson();

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
                .startsWith("{\"imageId\":\"a \\\"b\\\"\",\"source\":{\"topic\":\"\",\"partition\":-1,\"offset\":-1}")
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
}
