package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each principal does its job with the rights that {@code siamese acls} gives, by SCRAM over TLS, and nothing else. Two
 * services have galleries of their own on one cluster, by the prefixes of their topics.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {
    private static final String OURS = "ours.";
    private static final String THEIRS = "theirs.";
    private static final List<String> ROLES =
            List.of("app", "publisher", "enroller", "policymaker", "reader", "reviewer", "redriver");
    private static final List<String> TOPICS = List.of(
            "images",
            "exemplars",
            "policies",
            "encoders",
            "exemplar-embeddings",
            "exemplar-status",
            "match-decisions",
            "dead-letters",
            "schemas",
            "feedback");

    private final StrokeCharacters characters = new StrokeCharacters(7);
    private SecuredBroker broker;
    private Process service;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        broker = new SecuredBroker(folder);
        for (String prefix : List.of(OURS, THEIRS)) {
            CommandResult created = CommandResult.siamese(
                    "topics",
                    "create",
                    "--bootstrap",
                    broker.administrators(),
                    "--set",
                    "topics.prefix=" + prefix,
                    "--set",
                    "images.partitions=2");
            assertThat(created.code()).as(created.err()).isZero();
        }
        for (String role : ROLES) {
            broker.addUser(role);
            CommandResult given = acls(role, "--apply");
            assertThat(given.code()).as(given.err()).isZero();
        }
        serve();
    }

    private CommandResult acls(String role, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "acls",
                "--for",
                role,
                "--bootstrap",
                broker.administrators(),
                "--set",
                "topics.prefix=" + OURS,
                "--set",
                "application.id=" + OURS + "app"));
        arguments.addAll(List.of(more));
        return CommandResult.siamese(arguments.toArray(String[]::new));
    }

    /** As its container runs it, with all that it logs. */
    private void serve() throws IOException {
        service = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SiameseMain.class.getName(),
                        "serve",
                        "--verbose",
                        "--config",
                        broker.settingsFile("app", OURS).toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        long end = System.nanoTime() + Duration.ofSeconds(240).toNanos();
        while (!output().contains("siamese serves")) {
            assertThat(service.isAlive() && System.nanoTime() < end)
                    .as(output())
                    .isTrue();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroy();
            service.waitFor(30, TimeUnit.SECONDS);
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void eachDoesItsJob() throws Exception {
        // Given
        Path enrolled = Files.write(folder.resolve("enrolled.png"), characters.png(1, 0));
        Path published = Files.write(folder.resolve("published.png"), characters.png(1, 1));

        // When
        CommandResult policy = runAs("policymaker", "policy", "set", "default", "--fmr", "0.1");
        CommandResult enrolment =
                runAs("enroller", "enroll", "--subject", "alice", "--exemplar", "1", enrolled.toString());
        CommandResult publication =
                runAs("publisher", "publish", "--no-wait", "--claim", "alice", published.toString());
        CommandResult decision = runAs("reader", "watch", "--from-beginning", "--limit", "1", "--json");

        // Then
        assertThat(policy.out()).as(policy.err()).contains("default in force");
        assertThat(enrolment.out()).as(enrolment.err()).contains("enrolled 1");
        assertThat(publication.code()).as(publication.err()).isZero();
        assertThat(decision.out()).as(decision.err()).contains("\"claimedSubject\":\"alice\"", "\"galleryEpoch\"");
        assertThat(output()).doesNotContain(SecuredBroker.password("app"));
    }

    private CommandResult runAs(String user, String... verb) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--config", broker.settingsFile(user, OURS).toString()));
        return CommandResult.siamese(arguments.toArray(String[]::new));
    }

    /** Somebody with the rights to publish, enrol, set policies, and read decisions and dead letters plays all parts of the story. It comes last: others count decisions. */
    @Test
    @Tag("long")
    @Order(Integer.MAX_VALUE)
    void theStoryIsToldOverTls() throws Exception {
        // Given
        broker.addUser("storyteller");
        CommandResult given = CommandResult.siamese(
                "acls",
                "--for",
                "publisher",
                "--for",
                "enroller",
                "--for",
                "policymaker",
                "--for",
                "reader",
                "--for",
                "redriver",
                "--principal",
                "User:storyteller",
                "--bootstrap",
                broker.administrators(),
                "--set",
                "topics.prefix=" + OURS,
                "--set",
                "application.id=" + OURS + "app",
                "--apply");
        assertThat(given.code()).as(given.err()).isZero();

        // When
        CommandResult told = runAs("storyteller", "demo", "--exit", "--port", "0", "--bootstrap", broker.secured());

        // Then
        assertThat(told.out()).as(told.out() + told.err()).contains("The story came out as told.");
        assertThat(told.code()).isZero();
    }

    @ParameterizedTest(name = "{0} writes [{1}] and reads [{2}]")
    @CsvSource({
        "app, exemplars exemplar-embeddings exemplar-status match-decisions dead-letters schemas,"
                + " images exemplars policies encoders exemplar-embeddings schemas",
        "publisher, images, schemas",
        "enroller, exemplars, exemplar-status schemas",
        "policymaker, policies encoders, policies exemplar-status schemas",
        "reader, '', match-decisions schemas",
        "reviewer, feedback, feedback match-decisions schemas",
        "redriver, images, dead-letters"
    })
    void eachDoesNothingElse(String role, String writes, String reads) {
        // When
        Set<String> written = writable(role);
        Set<String> read = readable(role);

        // Then
        assertThat(written).isEqualTo(prefixed(writes));
        assertThat(read).isEqualTo(prefixed(reads));
    }

    private static Set<String> prefixed(String names) {
        Set<String> topics = new TreeSet<>();
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            topics.add(OURS + name);
        }
        return topics;
    }

    private static List<String> all() {
        return Stream.of(OURS, THEIRS)
                .flatMap(prefix -> TOPICS.stream().map(topic -> prefix + topic))
                .toList();
    }

    /** Topics that the broker says this user may write to. On each other topic a record is refused. */
    private Set<String> writable(String role) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(role));
        settings.putAll(Map.of("enable.idempotence", false, "max.block.ms", 5000));
        Set<String> written = new TreeSet<>();
        try (Admin admin = Admin.create(broker.clientSettings(role));
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String topic : all()) {
                if (allowed(admin, topic).contains(AclOperation.WRITE)) {
                    written.add(topic);
                } else {
                    assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 0, new byte[] {'~'}, null))
                                    .get())
                            .as(topic)
                            .hasCauseInstanceOf(AuthorizationException.class);
                }
            }
        }
        return written;
    }

    private static Set<AclOperation> allowed(Admin admin, String topic) {
        try {
            return admin.describeTopics(List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .authorizedOperations();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return Set.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<String> readable(String role) {
        Set<String> read = new TreeSet<>();
        for (String topic : all()) {
            try (var consumer = new KafkaConsumer<>(
                    broker.clientSettings(role), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                consumer.position(partition);
                consumer.poll(Duration.ofMillis(500));
                read.add(topic);
            } catch (AuthorizationException e) {
                // It may not.
            }
        }
        return read;
    }

    @Test
    void onlyTheServiceMayOpenItsTransactions() {
        for (String role : ROLES) {
            Map<String, Object> settings = new HashMap<>(broker.clientSettings(role));
            settings.put("transactional.id", OURS + "app-somebody");
            try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                if (role.equals("app")) {
                    producer.initTransactions();
                } else {
                    assertThatThrownBy(producer::initTransactions)
                            .as(role)
                            .isInstanceOf(TransactionalIdAuthorizationException.class);
                }
            }
        }
    }

    @Test
    void onlyTheServiceMayForgetTheGroupOfARetiredEncoder() {
        for (String role : ROLES) {
            try (Admin admin = Admin.create(broker.clientSettings(role))) {
                assertThatThrownBy(() -> admin.deleteConsumerGroups(List.of(OURS + "app-enrol-0123456789abcdef"))
                                .all()
                                .get())
                        .as(role)
                        .hasCauseInstanceOf(
                                role.equals("app")
                                        ? GroupIdNotFoundException.class
                                        : GroupAuthorizationException.class);
            }
        }
    }

    @Test
    void printsTheCommandsOfKafkasOwnTool() {
        // When
        CommandResult printed = acls("reader", "--principal", "User:door-7");

        // Then
        assertThat(printed.out().lines())
                .containsExactly(
                        line("door-7", "Read", "--topic 'ours.match-decisions'"),
                        line("door-7", "Read", "--topic 'ours.schemas'"),
                        line("door-7", "Read", "--group 'door-7-' --resource-pattern-type prefixed"));
    }

    private String line(String user, String operation, String resource) {
        return "kafka-acls.sh --bootstrap-server " + broker.administrators() + " --add --allow-principal 'User:" + user
                + "' --operation " + operation + " " + resource;
    }

    @Test
    void doctorShowsNoSecret() throws IOException {
        // When
        CommandResult looked = runAs("app", "doctor");

        // Then
        assertThat(looked.out()).contains("broker");
        assertThat(looked.out() + looked.err()).doesNotContain(SecuredBroker.password("app"), "key-password");
    }
}
