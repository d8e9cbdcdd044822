package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Enrols, revokes and erases. Run by {@link CommandsIT}. */
interface EnrolmentCommandCases extends CommandCases {
    @Test
    default void enrolsAFolderPublishesAndRevokes() throws Exception {
        // Given
        Path people = draw("people", 3, 2);
        String probe = people.resolve("subject-1/0.png").toString();

        // When
        CommandResult enrolled = run("enroll", "--gallery", "folder", "--images", people.toString());
        CommandResult matched = run("publish", "--gallery", "folder", "--claim", "subject-1", probe);
        CommandResult revoked = run("revoke", "folder/subject-1");
        CommandResult unmatched = run("publish", "--gallery", "folder", "--claim", "subject-1", "--bare", probe);

        // Then
        assertThat(enrolled.code()).isZero();
        assertThat(enrolled.err()).isEmpty();
        assertThat(enrolled.out()).matches("enrolled 6, flagged 0, failed 0, skipped 0, epoch \\d+\\R");
        assertThat(decision(matched).get("outcome").textValue()).isEqualTo("MATCH");
        assertThat(decision(matched).get("imageId").textValue()).isEqualTo(probe);
        assertThat(revoked.out()).startsWith("folder/subject-1/ REVOKED epoch ");
        assertThat(decision(unmatched).get("outcome").textValue()).isEqualTo("NO_REFERENCE");
    }

    @Test
    default void erasesAPersonInEveryGalleryAndSaysWhatIsLeft() throws Exception {
        // Given
        Path people = draw("erased", 2, 2);
        String image = people.resolve("subject-0/0.png").toString();
        run("enroll", "--gallery", "north", "--subject", "carla", image);
        run("enroll", "--gallery", "south", "--subject", "carla", image);
        run("enroll", "--gallery", "south", "--subject", "dave", image);

        // When
        CommandResult erased = run("erase", "--subject", "carla", "--all-galleries");
        CommandResult left = run("erase", "--subject", "carla", "--gallery", "south", "--verify");
        CommandResult json = run("erase", "--subject", "dave", "--gallery", "south", "--json");
        CommandResult nobody = run("erase", "--subject", "nobody", "--gallery", "south", "--verify");

        // Then
        assertThat(erased.code()).isZero();
        assertThat(erased.out())
                .contains("north/carla/ is erased: 1 templates of encoder ", "south/carla/ is erased: ", ", 1 images")
                .contains("match-decisions may hold earlier records of it until ");
        assertThat(left.code()).isEqualTo(1);
        assertThat(left.out()).contains("exemplars offset ", "south/carla/0.png", "tombstone of ", "records left: ");
        assertThat(json.out()).startsWith("{\"key\":\"south/dave/\"");
        assertThat(nobody.code()).isZero();
        assertThat(nobody.out()).startsWith("south/nobody/: gone");
    }

    @Test
    default void enrolsAForgeryAndAnExemplarThatEnds() throws Exception {
        // Given
        Path people = draw("forged", 2, 2);
        String alice = people.resolve("subject-0/0.png").toString();
        String forgery = people.resolve("subject-1/0.png").toString();
        run("enroll", "--gallery", "forged", "--subject", "alice", alice);
        run("enroll", "--gallery", "forged", "--subject", "alice", "--exemplar", "forged", "--negative", forgery);
        run("enroll", "--gallery", "forged", "--subject", "bob", "--valid-until", "2020-01-31T00:00:00Z", alice);
        run("policy", "set", "forged", "--threshold", "-1");

        // When
        CommandResult forged = run("publish", "--gallery", "forged", "--claim", "alice", forgery);
        CommandResult ended = run("publish", "--gallery", "forged", "--claim", "bob", alice);

        // Then
        assertThat(decision(forged).get("outcome").textValue()).isEqualTo("NO_MATCH");
        assertThat(decision(forged).get("reason").textValue()).isEqualTo("NEGATIVE_EXEMPLAR");
        assertThat(decision(ended).get("reason").textValue()).isEqualTo("UNKNOWN_SUBJECT");
    }

    @Test
    default void writesAnExemplarThatAnyClientCanPublish() throws Exception {
        // Given
        Path image = draw("written", 1, 1).resolve("subject-0/0.png");
        Path file = commands().folder().resolve("exemplar.bin");

        // When
        CommandResult ran = CommandResult.siamese(
                "enroll",
                "--subject",
                "alice",
                "--negative",
                "--valid-until",
                "2027-01-31T00:00:00Z",
                "--file",
                file.toString(),
                image.toString());

        // Then
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(new EventReader<>(Exemplar.class, SchemaSource.none()).read(Files.readAllBytes(file)))
                .isInstanceOfSatisfying(Incoming.Readable.class, readable -> {
                    Exemplar exemplar = (Exemplar) readable.value();
                    assertThat(exemplar.getKind()).isEqualTo(ExemplarKind.NEGATIVE);
                    assertThat(exemplar.getValidUntil()).isEqualTo(Instant.parse("2027-01-31T00:00:00Z"));
                    assertThat(exemplar.getSubject()).isEqualTo("alice");
                });
    }

    @Test
    default void saysWhichExemplarsWereRejectedAndWhy() throws Exception {
        // Given
        Path people = draw("mixed", 1, 2);
        Path whole = people.resolve("subject-0/0.png");
        byte[] cut = Arrays.copyOf(Files.readAllBytes(whole), 60);
        Path broken = Files.write(people.resolve("subject-0/broken.png"), cut);

        // When
        CommandResult ran = run("enroll", "--gallery", "mixed", "--images", people.toString());

        // Then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("enrolled 2, flagged 0, failed 1");
        assertThat(ran.err())
                .startsWith("siamese: mixed/subject-0/" + broken.getFileName() + ": REJECTED CORRUPT_IMAGE");
    }

    @Test
    default void publishesNoFileOfAFolderThatIsNoImage() throws Exception {
        // Given
        Path people = draw("littered", 1, 2);
        Path leaf = people.resolve("subject-0");
        Files.writeString(leaf.resolve("README.txt"), "Taken on Monday");
        Files.write(leaf.resolve("Thumbs.db"), HexFormat.of().parseHex("d0cf11e0a1b11ae1"));
        Files.createFile(leaf.resolve("empty"));

        // When
        CommandResult clean = run("enroll", "--gallery", "littered", "--images", people.toString());
        Files.writeString(leaf.resolve("lost.JPG"), "404 Not Found");
        Files.write(leaf.resolve("phone.heic"), HexFormat.of().parseHex("0000001866747970686569630000"));
        CommandResult failing = run("enroll", "--gallery", "littered", "--images", people.toString(), "--no-wait");
        CommandResult named = run("enroll", "--gallery", "littered", "--subject", "a", leaf + "/README.txt");

        // Then
        assertThat(clean.code()).isZero();
        assertThat(clean.out()).startsWith("enrolled 2, flagged 0, failed 0, skipped 3, epoch ");
        assertThat(clean.err().lines())
                .containsExactly(
                        "siamese: skipped " + leaf + "/README.txt: no image, it starts with 54 61 6b 65",
                        "siamese: skipped " + leaf + "/Thumbs.db: no image, it starts with d0 cf 11 e0",
                        "siamese: skipped " + leaf + "/empty: no image, the file is empty");
        assertThat(failing.code()).isEqualTo(1);
        assertThat(failing.out()).startsWith("published 2, failed 2, skipped 3");
        assertThat(failing.err())
                .contains(leaf + "/lost.JPG: no image, it starts with 34 30 34 20")
                .contains(leaf + "/phone.heic: UNSUPPORTED_FORMAT: images of format ISO_MEDIA are not read");
        assertThat(named.code()).isEqualTo(1);
        assertThat(named.err()).contains("README.txt: no image");
        assertThat(commands().exemplarsOf("littered"))
                .containsExactly("littered/subject-0/0.png", "littered/subject-0/1.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bare", "--min-epoch=0"})
    default void takesDecomposedNamesForTheSameNames(String option) throws Exception {
        // Given
        String decomposed = "Ame\u0301lie";
        Path image = draw("decomposed", 1, 1).resolve("subject-0/0.png");

        // When
        CommandResult enrolled = run(
                "enroll", "--gallery", decomposed, "--subject", decomposed, "--exemplar", decomposed, image.toString());
        CommandResult matched =
                run("publish", "--gallery", decomposed, "--claim", decomposed, option, image.toString());
        CommandResult policy = run("policy", "set", decomposed, "--fmr", "0.1");
        CommandResult revoked =
                run("revoke", "--gallery", decomposed, "--subject", decomposed, "--exemplar", decomposed);

        // Then
        assertThat(enrolled.code()).as(enrolled.err()).isZero();
        assertThat(decision(matched).get("outcome").textValue()).isEqualTo("MATCH");
        assertThat(decision(matched).get("subject").textValue()).isEqualTo("Am\u00e9lie");
        assertThat(policy.out()).startsWith("Am%C3%A9lie in force");
        assertThat(revoked.out()).startsWith("Am%C3%A9lie/Am%C3%A9lie/Am%C3%A9lie REVOKED");
    }
}
