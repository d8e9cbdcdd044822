package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Publishes images, and reads and explains the decisions on them. Run by {@link CommandsIT}. */
interface DecisionCommandCases extends CommandCases {
    @Test
    default void explainsADecisionInFull() throws Exception {
        // Given
        Path people = draw("explained", 2, 2);
        String enrolled = people.resolve("subject-0/0.png").toString();
        String probe = people.resolve("subject-0/1.png").toString();
        run("enroll", "--gallery", "explained", "--subject", "alice", enrolled);
        JsonNode decision = decision(run("publish", "--gallery", "explained", "--claim", "alice", probe));
        JsonNode source = decision.get("source");
        String coordinates = "images-" + source.get("partition").asText() + "-"
                + source.get("offset").asText();

        // When
        CommandResult text = run("explain", coordinates);
        CommandResult asJson = run("explain", decision.get("imageId").textValue(), "--format", "json");
        CommandResult nobody = run("explain", "nobody");

        // Then
        assertThat(text.err()).isEmpty();
        assertThat(text.code()).isZero();
        assertThat(text.out())
                .startsWith(coordinates + ": " + decision.get("outcome").textValue())
                .contains(
                        "claimed to be alice of gallery explained",
                        "reference  explained/alice/0.png POSITIVE, record ")
                .contains(
                        "threshold  ",
                        "at FMR ",
                        "calibration " + decision.get("calibrationId").textValue())
                .contains(": 1 subjects, 1 templates, digest ")
                .contains("replay     AGREES");
        JsonNode explained = commands().json(asJson.out());
        assertThat(explained.get("source").textValue()).isEqualTo(coordinates);
        assertThat(explained.get("decision")).isEqualTo(decision);
        assertThat(explained.at("/gallery/references/0/imageSha256").textValue())
                .isEqualTo(sha256(enrolled));
        assertThat(explained.at("/image/sha256").textValue()).isEqualTo(sha256(probe));
        assertThat(explained.at("/replay/result").textValue()).isEqualTo("AGREES");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).hasLineCount(1).contains("no decision on an image with the id nobody");
    }

    @Test
    default void decidesOnEveryFileOfAFolderAndGoesOnAfterOneThatIsMissing() throws Exception {
        // Given
        Path probes = draw("probes", 2, 3);
        Files.writeString(probes.resolve("note.txt"), "no image");

        // When
        CommandResult ran = run("publish", "--gallery", "nobody", probes.toString(), "/no/such.png");

        // Then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(1).contains("/no/such.png: there is no such file");
        assertThat(ran.out().lines().map(commands()::outcome))
                .hasSize(7)
                .containsOnly("NO_REFERENCE", "REJECTED")
                .filteredOn("REJECTED"::equals)
                .hasSize(1);
    }

    @Test
    default void watchesDecisionsFromTheBeginning() throws Exception {
        // Given
        Path probes = draw("watched", 1, 2);
        assertThat(run("publish", "--gallery", "nobody", probes.toString()).code())
                .isZero();

        // When
        CommandResult ran = run("watch", "--from-beginning", "--json", "--limit", "2");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().map(commands()::outcome)).hasSize(2).doesNotContain("");
    }

    @Test
    default void printsTheDecisionsThatAreThereAndEnds() throws Exception {
        // Given
        Path probes = draw("printed", 1, 3);
        run("publish", "--gallery", "nobody", probes.toString());

        // When
        CommandResult ran = run("watch", "--exit", "--json");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .filteredOn(line -> line.contains("printed"))
                .hasSize(3);
    }

    @Test
    default void showsTheImagesOfDecisionsBelowTheirRows() throws Exception {
        // Given
        Path probes = draw("shown", 1, 20);
        assertThat(run("publish", "--gallery", "nobody", probes.toString()).code())
                .isZero();

        // When
        CommandResult ran = run("watch", "--from-beginning", "--show", "--format", "table", "--limit", "20");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines()).hasSize(1 + 20 * (1 + 16));
        // Other tests publish files that are no images, and decisions of theirs may come first.
        assertThat(ran.out().lines()).anyMatch(line -> line.startsWith("\u001B[38;2;") && line.contains("▀"));
    }

    private static String sha256(String file) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
