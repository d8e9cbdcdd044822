package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

class SchemaRegistryIT {

    private static final int PORT = 8080;

    private static GenericContainer<?> container;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(), "skipped: the registry's container needs Docker");
        container = new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
                .withExposedPorts(PORT)
                .waitingFor(Wait.forHttp("/apis/registry/v3/system/info").forPort(PORT));
        container.start();
        registry = SchemaRegistry.connect(url());
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            registry.close();
            container.stop();
        }
    }

    @Test
    void readsWhatItWroteWithAnotherConnection() {
        // Given
        MatchDecision decision = MatchDecision.newBuilder()
                .setImageId("i-1")
                .setOutcome(Outcome.NO_MATCH)
                .setDecidedAt(Instant.ofEpochMilli(1))
                .build();
        try (SchemaRegistry reader = SchemaRegistry.connect(url() + "/apis/ccompat/v7")) {

            // When
            byte[] value = registry.write("match-decisions", decision);

            // Then
            assertThat(value).startsWith(0);
            assertThat(new EventReader<>(MatchDecision.class, SchemaSource.none(), reader).read(value))
                    .isEqualTo(new Readable<>(decision, value));
        }
    }

    @Test
    void writesAnIdThatClientsOfTheConfluentApiResolve() throws Exception {
        // When
        byte[] value = registry.write("images", Probe.newBuilder().build());

        // Then
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        String answer = send(HttpRequest.newBuilder(URI.create(url() + "/apis/ccompat/v7/schemas/ids/" + id)));
        assertThat(answer).contains("\\\"name\\\":\\\"Probe\\\"").contains("claimedSubject");
    }

    @Test
    void readsWhatAClientOfTheConfluentApiWrote() throws Exception {
        // Given
        Probe probe = Probe.newBuilder()
                .setClaimedSubject("alice")
                .setImage(ByteBuffer.wrap(new byte[] {1}))
                .build();
        int id = register("images-value", Probe.getClassSchema());
        byte[] single = new SingleObjectWriter().write("images", probe);
        byte[] value = ByteBuffer.allocate(single.length - 5)
                .put((byte) 0)
                .putInt(id)
                .put(single, 10, single.length - 10)
                .array();

        // When
        Incoming<Probe> read = new ProbeReader(SchemaSource.none(), registry).read(value, new RecordHeaders());

        // Then
        assertThat(read).isEqualTo(new Readable<>(probe, value));
    }

    @Test
    void knowsThatAnIdIsOfNoSchema() {
        // When
        Incoming<Probe> read = new ProbeReader(SchemaSource.none(), registry)
                .read(HexFormat.of().parseHex("007ffffffe00"), new RecordHeaders());

        // Then
        assertThat(read)
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(Reasons.UNKNOWN_SCHEMA));
    }

    private static int register(String subject, Schema schema) throws IOException, InterruptedException {
        String json = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        String answer =
                send(HttpRequest.newBuilder(URI.create(url() + "/apis/ccompat/v7/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString("{\"schema\":\"" + json + "\"}")));
        return Integer.parseInt(answer.replaceAll(".*\"id\":(\\d+).*", "$1"));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    private static String url() {
        return "http://" + container.getHost() + ":" + container.getMappedPort(PORT);
    }
}
