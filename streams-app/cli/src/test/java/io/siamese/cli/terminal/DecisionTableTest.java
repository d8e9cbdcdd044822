package io.siamese.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionTableTest {

    private final DecisionTable table = new DecisionTable(ZoneOffset.UTC);

    private static MatchDecision decision(String imageId, String claimed) {
        return MatchDecision.newBuilder()
                .setImageId(imageId)
                .setOutcome(Outcome.MATCH)
                .setClaimedSubject(claimed)
                .setCandidates(List.of(Candidate.newBuilder()
                        .setSubject("alice")
                        .setScore(0.9123f)
                        .build()))
                .setThreshold(0.8f)
                .setExpectedFmr(0.01)
                .setDecidedAt(Instant.parse("2026-11-29T20:15:30Z"))
                .build();
    }

    private static String withoutColours(String line) {
        return line.replaceAll("\u001B\\[[0-9;]*m", "");
    }

    @Test
    void putsADecisionIntoColumnsBelowAHeader() {
        // When
        List<String> lines = table.renderLines(decision("door-1.png", "alice"));

        // Then
        assertThat(lines.stream().map(DecisionTableTest::withoutColours))
                .containsExactly(
                        "time     outcome      image                    claimed            best subject       score  limit  error rate",
                        "20:15:30 MATCH        door-1.png               alice              alice              0.912  0.800  FMR 0.010");
    }

    @Test
    void repeatsTheHeaderAfterAScreen() {
        // When
        List<Integer> sizes = IntStream.range(0, 81)
                .map(i -> table.renderLines(decision("image", "alice")).size())
                .boxed()
                .toList();

        // Then
        assertThat(IntStream.range(0, 81).filter(i -> sizes.get(i) == 2)).containsExactly(0, 40, 80);
    }

    @Test
    void cutsLongNamesAndShowsNoControlCharacters() {
        // When
        String row = withoutColours(table.renderLines(decision("x".repeat(30), "evil\u001B[2J\nname"))
                .get(1));

        // Then
        assertThat(row).startsWith("20:15:30 MATCH        " + "x".repeat(23) + "… evil\uFFFD[2J\uFFFDname ");
    }
}
