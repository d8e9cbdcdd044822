package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.demo.DemoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs against a broker and the service, as somebody at a terminal would use them. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsIT {

    private final ObjectMapper json = new ObjectMapper();
    private final StrokeCharacters characters = new StrokeCharacters(7);
    private DemoService service;

    @TempDir
    private Path folder;

    @BeforeAll
    void start() throws Exception {
        service = DemoService.start(settings -> {
            List<String> all = new ArrayList<>(settings);
            all.add("images.partitions=2");
            // The tests wait for commits most of the time.
            all.add("commit.interval.ms=25");
            return AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
        });
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void enrolsAFolderPublishesAndRevokes() throws Exception {
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
    void explainsADecisionInFull() throws Exception {
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
        JsonNode explained = json.readTree(asJson.out());
        assertThat(explained.get("source").textValue()).isEqualTo(coordinates);
        assertThat(explained.get("decision")).isEqualTo(decision);
        assertThat(explained.at("/gallery/references/0/imageSha256").textValue())
                .isEqualTo(sha256(enrolled));
        assertThat(explained.at("/image/sha256").textValue()).isEqualTo(sha256(probe));
        assertThat(explained.at("/replay/result").textValue()).isEqualTo("AGREES");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err()).hasLineCount(1).contains("no decision on an image with the id nobody");
    }

    private static String sha256(String file) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void erasesAPersonInEveryGalleryAndSaysWhatIsLeft() throws Exception {
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
    void enrolsAForgeryAndAnExemplarThatEnds() throws Exception {
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
    void writesAnExemplarThatAnyClientCanPublish() throws Exception {
        // Given
        Path image = draw("written", 1, 1).resolve("subject-0/0.png");
        Path file = folder.resolve("exemplar.bin");

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
    void asksForAPolicyShowsItAndRemovesIt() throws Exception {
        // When
        CommandResult set = run("policy", "set", "vault", "--fmr", "0.1", "--candidates", "2");
        CommandResult refused = run("policy", "set", "vault", "--fmr", "0.000000001");
        CommandResult shown = run("policy", "show");
        CommandResult removed = run("policy", "remove", "vault");

        // Then
        assertThat(set.code()).isZero();
        assertThat(set.out()).matches("vault in force from epoch \\d+: FMR 0.1 is supported up to .*\\R");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).startsWith("vault refused UNSUPPORTED_TARGET at epoch ");
        assertThat(shown.out())
                .containsPattern("vault in force version \\d+ since epoch \\d+ fusion BEST calibration [0-9a-f]{16}\\R"
                        + "  1:1 FMR 0.1: from 0\\.\\d+ with 1, from 0\\.\\d+ with 3, .*\\R"
                        + "  1:N FPIR 0.05, 0 subjects: from 0\\.\\d+ with 1, .*\\R"
                        + "  request \\d+ refused UNSUPPORTED_TARGET at epoch \\d+: targetFmr=1.0E-9: .*\\R"
                        + "    .*\"targetFmr\":1.0E-9");
        assertThat(removed.out()).startsWith("vault removed at epoch ");
    }

    @Test
    void writesAPolicyThatAnyClientCanPublish() throws Exception {
        // Given
        Path file = folder.resolve("policy.bin");

        // When
        int code = CommandResult.siamese("policy", "set", "--fmr", "0.1", "--file", file.toString())
                .code();

        // Then
        assertThat(code).isZero();
        byte[] value = Files.readAllBytes(file);
        assertThat(new EventReader<>(PolicyRequest.class, SchemaSource.none()).read(value))
                .isEqualTo(new Incoming.Readable<>(
                        PolicyRequest.newBuilder().setTargetFmr(0.1).build(), value));
    }

    @Test
    void saysWhichExemplarsWereRejectedAndWhy() throws Exception {
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
    void publishesNoFileOfAFolderThatIsNoImage() throws Exception {
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
        assertThat(exemplarsOf("littered")).containsExactly("littered/subject-0/0.png", "littered/subject-0/1.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bare", "--min-epoch=0"})
    void takesDecomposedNamesForTheSameNames(String option) throws Exception {
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

    @Test
    void decidesOnEveryFileOfAFolderAndGoesOnAfterOneThatIsMissing() throws Exception {
        // Given
        Path probes = draw("probes", 2, 3);
        Files.writeString(probes.resolve("note.txt"), "no image");

        // When
        CommandResult ran = run("publish", "--gallery", "nobody", probes.toString(), "/no/such.png");

        // Then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).hasLineCount(1).contains("/no/such.png: there is no such file");
        assertThat(ran.out().lines().map(this::outcome))
                .hasSize(7)
                .containsOnly("NO_REFERENCE", "REJECTED")
                .filteredOn("REJECTED"::equals)
                .hasSize(1);
    }

    @Test
    void watchesDecisionsFromTheBeginning() throws Exception {
        // Given
        Path probes = draw("watched", 1, 2);
        assertThat(run("publish", "--gallery", "nobody", probes.toString()).code())
                .isZero();

        // When
        CommandResult ran = run("watch", "--from-beginning", "--json", "--limit", "2");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().map(this::outcome)).hasSize(2).doesNotContain("");
    }

    @Test
    void printsTheDecisionsThatAreThereAndEnds() throws Exception {
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
    void showsTheImagesOfDecisionsBelowTheirRows() throws Exception {
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

    @Test
    void findsItWell() {
        // When
        CommandResult ran = run("doctor");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("golden images reproduced", "brokers up: 1", "all are as the contract says")
                .doesNotContain("ERROR");
    }

    @Test
    void findsAnOpenTransactionThatHoldsRecordsBack() throws Exception {
        // Given
        String prefix = "topics.prefix=held.";
        run("topics", "create", "--set", prefix);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", service.config().kafka().bootstrapServers(), "transactional.id", "stranger");
        try (KafkaProducer<byte[], byte[]> stranger =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            CommandResult before = run("doctor", "--set", prefix);
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>("held.exemplars", new byte[1], new byte[1]))
                    .get();

            // When
            CommandResult during = run("doctor", "--set", prefix);
            stranger.abortTransaction();

            // Then
            assertThat(before.out()).contains("OK      open     no transaction holds records back; whoever");
            assertThat(during.out())
                    .contains("WARNING open     held.exemplars: 1 records wait behind an open transaction for up to"
                            + " 900 s (the brokers' transaction.max.timeout.ms)")
                    .doesNotContain("held.images: 1");
        }
    }

    @Test
    void createsTopicsOnceAndFindsMissingOnes() {
        // When
        CommandResult before = run("doctor", "--set", "topics.prefix=other.");
        CommandResult created = run("topics", "create", "--set", "topics.prefix=other.");
        CommandResult again = run("topics", "create", "--set", "topics.prefix=other.");

        // Then
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out()).contains("ERROR   topic    other.images: missing");
        assertThat(created.code()).isZero();
        assertThat(created.out().lines()).hasSize(10).allMatch(line -> line.startsWith("created  other."));
        assertThat(again.out().lines()).hasSize(10).allMatch(line -> line.startsWith("existing other."));
    }

    @Test
    void tellsItsStoryToARunningService() {
        // When
        CommandResult ran = run("demo", "--count", "40");

        // Then
        assertThat(ran.out())
                .contains("The story came out as told.", "40 decisions in")
                .doesNotContain("WRONG");
        assertThat(ran.code()).isZero();
    }

    private CommandResult run(String... arguments) {
        return CommandResult.siamese(Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--bootstrap", service.config().kafka().bootstrapServers()))
                .toArray(String[]::new));
    }

    /** The keys of the topic of exemplars that are of a gallery, each once. */
    private List<String> exemplarsOf(String gallery) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", service.config().kafka().bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition exemplars = new TopicPartition("exemplars", 0);
        Set<String> keys = new TreeSet<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(exemplars));
            consumer.seekToBeginning(List.of(exemplars));
            long end = consumer.endOffsets(List.of(exemplars)).get(exemplars);
            while (consumer.position(exemplars) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys.stream().filter(key -> key.startsWith(gallery + "/")).toList();
    }

    private JsonNode decision(CommandResult ran) throws Exception {
        assertThat(ran.code()).as(ran.err()).isZero();
        return json.readTree(ran.out());
    }

    private String outcome(String line) {
        try {
            return json.readTree(line).get("outcome").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path draw(String name, int subjects, int drawers) throws Exception {
        for (int subject = 0; subject < subjects; subject++) {
            Path leaf = Files.createDirectories(folder.resolve(name).resolve("subject-" + subject));
            for (int drawer = 0; drawer < drawers; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(subject, drawer));
            }
        }
        return folder.resolve(name);
    }
}
