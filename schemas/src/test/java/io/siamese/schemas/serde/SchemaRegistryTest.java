package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Exemplar;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import io.siamese.schemas.serde.RegistryServer.Foreign;
import io.siamese.schemas.serde.RegistryServer.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SchemaRegistryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration NO_PAUSE = Duration.ZERO;
    private static final String PROBE = Probe.getClassSchema().toString();

    private final MatchDecision decision = MatchDecision.newBuilder()
            .setImageId("i-1")
            .setOutcome(Outcome.NO_MATCH)
            .setDecidedAt(Instant.ofEpochMilli(1))
            .build();

    private static SchemaRegistry connect(String url) {
        return new HttpSchemaRegistry(RegistryAddress.of(url), PATIENCE, NO_PAUSE, Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:8080",
                "ftp://localhost",
                "http://",
                "http:///apis",
                "http://u:secret@a b/",
                "http://u:secret@/"
            })
    void refusesAUrlThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaRegistry.connect(url))
                .withMessageContaining("schema.registry.url=")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
                .withNoCause();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readsWhatItWroteWithAnotherConnection(Kind kind) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(kind);
                SchemaRegistry writer = connect(server.url());
                SchemaRegistry reader = connect(server.url())) {

            // When
            byte[] value = writer.write("match-decisions", decision);

            // Then
            assertThat(value).startsWith(0, 0, 0, 0, 1);
            assertThat(new EventReader<>(MatchDecision.class, SchemaSource.none(), reader).read(value))
                    .isEqualTo(new Readable<>(decision, value));
            assertThat(server.asked())
                    .containsExactly("POST /subjects/io.siamese.events.MatchDecision/versions", "GET /schemas/ids/1");
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({
        "CONFLUENT, ''",
        "CONFLUENT, /",
        "APICURIO, ''",
        "APICURIO, /apis/registry/v3",
        "APICURIO, /apis/ccompat/v7",
        "APICURIO, /apis/ccompat/v7/"
    })
    void findsTheApiFromEveryUrlThatPeopleWrite(Kind kind, String path) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(kind);
                SchemaRegistry registry = connect(server.url() + path)) {
            int id = server.addAvro(PROBE);

            // Then
            assertThat(registry.byId(id)).contains(Probe.getClassSchema());
            assertThat(registry.address()).isEqualTo(server.url() + (kind == Kind.APICURIO ? "/apis/ccompat/v7" : ""));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void believesTheRegistrysOwnWordsThatThereIsNoSuchSchema(Kind kind) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(kind);
                SchemaRegistry registry = connect(server.url())) {

            // When
            String reason = reason(registry, 7);

            // Then
            assertThat(reason).isEqualTo(Reasons.UNKNOWN_SCHEMA);
            assertThat(registry.byId(-2)).isEmpty();
            assertThat(server.asked()).containsExactly("GET /schemas/ids/7");
        }
    }

    static Stream<Foreign> answersOfOthers() {
        return Stream.of(
                new Foreign(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"),
                new Foreign(404, "{\"status\":404,\"title\":\"No such route\"}"),
                new Foreign(404, "{\"message\":\"no Route matched with those values\"}"),
                new Foreign(404, "<html>404</html>"),
                new Foreign(404, ""),
                new Foreign(200, "<html>Log in, please</html>"),
                new Foreign(200, "{}"),
                new Foreign(200, "{\"schema\":{\"type\":\"record\"}}"),
                new Foreign(200, "[\"AVRO\"]"),
                new Foreign(302, ""),
                new Foreign(401, "{\"error_code\":40101,\"message\":\"Unauthorized\"}"),
                new Foreign(429, "{\"message\":\"slow down\"}"),
                new Foreign(500, "{\"error_code\":50001,\"message\":\"Error in the backend\"}"),
                new Foreign(502, "<html>Bad Gateway</html>"));
    }

    @ParameterizedTest
    @MethodSource("answersOfOthers")
    void takesEveryOtherAnswerForAnOutage(Foreign answer) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.APICURIO);
                SchemaRegistry registry = connect(server.url())) {
            int id = server.addAvro(PROBE);
            registry.address();

            // When
            server.answer(answer);

            // Then
            assertThat(reason(registry, id)).isEqualTo(Reasons.SCHEMA_UNAVAILABLE);
            assertThatThrownBy(() -> registry.write("images", decision)).isInstanceOf(SchemaLookupException.class);
            server.answer(null);
            assertThat(registry.byId(id)).contains(Probe.getClassSchema());
            assertThat(registry.write("images", decision)).startsWith(0);
        }
    }

    @ParameterizedTest
    @MethodSource("answersOfOthers")
    void takesNobodyForARegistryWhoDoesNotAnswerAsOne(Foreign answer) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url() + "/elsewhere")) {
            server.answer(answer.equals(new Foreign(200, "[\"AVRO\"]")) ? new Foreign(200, "[\"JSON\"]") : answer);

            // Then
            assertThatThrownBy(registry::address)
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("no schema registry answers")
                    .hasMessageContaining("/elsewhere/apis/ccompat/v7/schemas/types: HTTP " + answer.status());
            assertThat(reason(registry, 1)).isEqualTo(Reasons.SCHEMA_UNAVAILABLE);
        }
    }

    @Test
    void tellsARegistryThatDoesNotAnswerFromASchemaThatIsNotThere() {
        try (SchemaRegistry registry = connect("http://127.0.0.1:1")) {
            assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(SchemaLookupException.class);
            assertThatThrownBy(() -> registry.write("images", decision))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("http://127.0.0.1:1")
                    .hasMessageContaining("io.siamese.events.MatchDecision");
        }
    }

    @Test
    void doesNotWaitForeverForAServerThatTakesAndNeverAnswers() throws IOException {
        // Given
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                SchemaRegistry registry = new HttpSchemaRegistry(
                        RegistryAddress.of("http://127.0.0.1:" + silent.getLocalPort()),
                        Duration.ofMillis(50),
                        NO_PAUSE,
                        Duration.ZERO)) {

            // Then
            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("no answer within 50 ms");
        }
    }

    @Test
    void triesAgainBeforeItGivesUp() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url())) {
            int id = server.addAvro(PROBE);

            // When
            server.answerFirst(new Foreign(503, ""), new Foreign(404, "<html/>"));

            // Then
            assertThat(registry.byId(id)).contains(Probe.getClassSchema());
            assertThat(registry.byId(id)).contains(Probe.getClassSchema());
            assertThat(server.asked()).hasSize(3);
        }
    }

    /** The thread that polls estimates each record, so that each of them would wait for the registry. */
    @Test
    void asksOnceForAFloodOfRecordsDuringAnOutage() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = new HttpSchemaRegistry(
                        RegistryAddress.of(server.url()), PATIENCE, NO_PAUSE, Duration.ofMinutes(10))) {
            int id = server.addAvro(PROBE);
            Foreign outage = new Foreign(500, "");
            server.answerFirst(outage, outage, outage);

            // When
            for (int record = 0; record < 500; record++) {
                assertThat(reason(registry, 9)).isEqualTo(Reasons.SCHEMA_UNAVAILABLE);
            }

            // Then
            assertThat(server.asked()).hasSize(3);
            assertThat(registry.byId(id)).contains(Probe.getClassSchema());
        }
    }

    @Test
    void saysWhyASchemaIsNotRegistered() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url())) {
            Foreign refusal =
                    new Foreign(409, "{\"error_code\":40901,\"message\":\"Schema being registered is incompatible\"}");

            // When
            server.answerFirst(refusal, refusal, refusal);

            // Then
            assertThatThrownBy(() -> registry.write("match-decisions", decision))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("HTTP 409, Schema being registered is incompatible");
        }
    }

    @Test
    void readsASchemaTogetherWithWhatItRefersTo() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url())) {
            int kind = server.addAvro(
                    Exemplar.getClassSchema().getField("kind").schema().toString());
            int id = server.add("AVRO", exemplarWithoutItsKind(), referenceTo(kind));
            int dangling = server.add("AVRO", exemplarWithoutItsKind(), referenceTo(99));

            // Then
            assertThat(registry.byId(id)).contains(Exemplar.getClassSchema());
            assertThat(registry.byId(dangling)).isEmpty();
            assertThat(server.asked()).contains("GET /subjects/a%20kind/versions/1");
        }
    }

    /** Its references name no group, and a subject of the same name may be another's. */
    @Test
    void letsApicurioPutInWhatASchemaRefersTo() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.APICURIO);
                SchemaRegistry registry = connect(server.url())) {
            int foreign = server.addAvro("{\"type\":\"enum\",\"name\":\"ExemplarKind\",\"symbols\":[\"A\"]}");
            int id = server.add("AVRO", exemplarWithoutItsKind(), referenceTo(foreign));
            server.resolve(id, Exemplar.getClassSchema().toString());

            // Then
            assertThat(registry.byId(id)).contains(Exemplar.getClassSchema());
        }
    }

    private static String exemplarWithoutItsKind() {
        Schema kind = Exemplar.getClassSchema().getField("kind").schema();
        String inside = kind.toString().replace("\"namespace\":\"io.siamese.events\",", "");
        String without = Exemplar.getClassSchema().toString().replace(inside, "\"ExemplarKind\"");
        assertThat(without).doesNotContain("symbols");
        return without;
    }

    private static String referenceTo(int version) {
        return "[{\"name\":\"kind\",\"subject\":\"a kind\",\"version\":" + version + "}]";
    }

    static Stream<List<String>> schemasThatAvroCannotRead() {
        return Stream.of(
                List.of("JSON", "{\"type\":\"object\"}"),
                List.of("PROTOBUF", "syntax = \"proto3\"; message Probe {}"),
                List.of("AVRO", "{\"type\":\"record\"}"),
                List.of("AVRO", "no JSON"),
                List.of("AVRO", "{\"type\":\"string\",\"doc\":\"" + "x".repeat(9 << 20) + "\"}"),
                List.of("AVRO", "{\"type\":\"array\",\"items\":".repeat(100_000)));
    }

    /** No later attempt could read it: an outage without end would let one publisher stop the others. */
    @ParameterizedTest
    @MethodSource("schemasThatAvroCannotRead")
    void rejectsAValueWhoseSchemaIsNoAvro(List<String> typeAndText) throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url())) {
            int id = server.add(typeAndText.get(0), typeAndText.get(1), "[]");

            // Then
            assertThat(reason(registry, id)).isEqualTo(Reasons.UNKNOWN_SCHEMA);
        }
    }

    @Test
    void readsASchemaByItsGuid() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url())) {
            UUID guid = RegistryServer.guid(server.addAvro(PROBE));

            // Then
            assertThat(registry.byGuid(guid)).contains(Probe.getClassSchema());
            assertThat(registry.byGuid(RegistryServer.guid(9))).isEmpty();
        }
    }

    @Test
    void hasNoSchemaOfAGuidWhereTheRegistryKnowsNoGuids() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.APICURIO);
                SchemaRegistry registry = connect(server.url())) {
            registry.address();

            // Then
            assertThat(registry.byGuid(RegistryServer.guid(1))).isEmpty();
            server.answer(new Foreign(404, "<html/>"));
            assertThatThrownBy(() -> registry.byGuid(RegistryServer.guid(2))).isInstanceOf(SchemaLookupException.class);
        }
    }

    @Test
    void showsTheUserAndThePasswordOfTheUrlToTheRegistryAlone() throws IOException {
        // Given
        try (RegistryServer server = RegistryServer.start(Kind.CONFLUENT);
                SchemaRegistry registry = connect(server.url().replace("//", "//clerk:se%20cret@"))) {

            // When
            registry.write("match-decisions", decision);

            // Then
            String expected = "Basic " + Base64.getEncoder().encodeToString("clerk:se cret".getBytes(UTF_8));
            assertThat(server.authorizations()).isNotEmpty().containsOnly(expected);
            assertThat(registry.address()).doesNotContain("cret");
            server.answer(new Foreign(500, ""));
            assertThatThrownBy(() -> registry.byId(5))
                    .hasMessageNotContaining("cret")
                    .rootCause()
                    .hasMessageNotContaining("cret");
        }
    }

    private static String reason(SchemaRegistry registry, int id) {
        byte[] value = ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();
        Incoming<Probe> read = new ProbeReader(SchemaSource.none(), registry).read(value, new RecordHeaders());
        return ((Unreadable<Probe>) read).reason();
    }
}
