package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A schema registry in memory that answers as the documented ones do, or anything else. The caller closes it. */
final class RegistryServer implements AutoCloseable {

    /** Whose answers are given. */
    enum Kind {
        CONFLUENT("", "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"),
        APICURIO("/apis/ccompat/v7", "");

        private final String base;
        private final String noSuchPage;

        Kind(String base, String noSuchPage) {
            this.base = base;
            this.noSuchPage = noSuchPage;
        }
    }

    /** What is answered in place of the registry. */
    record Foreign(int status, String body) {}

    static {
        // Without it every answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Kind kind;
    private final HttpServer server;
    private final List<ObjectNode> schemas = new CopyOnWriteArrayList<>();
    private final Map<String, String> resolved = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<Foreign> before = new ArrayList<>();
    private volatile @Nullable Foreign always;

    private RegistryServer(Kind kind) throws IOException {
        this.kind = kind;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    static RegistryServer start(Kind kind) throws IOException {
        return new RegistryServer(kind);
    }

    /** The server's address without a path. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds a schema as some publisher did, and returns its id. */
    int add(String type, String schema, String references) throws IOException {
        int id = schemas.size() + 1;
        ObjectNode entry = JSON.createObjectNode()
                .put("id", id)
                .put("guid", guid(id).toString())
                .put("schemaType", type)
                .put("schema", schema);
        entry.set("references", JSON.readTree(references));
        schemas.add(entry);
        return id;
    }

    /** What the schema of this id is if the registry puts in what it refers to. Without it, the registry cannot do that. */
    void resolve(int id, String schema) {
        resolved.put("/schemas/ids/" + id + "?format=resolved", schema);
    }

    int addAvro(String schema) throws IOException {
        return add("AVRO", schema, "[]");
    }

    /** The GUID of a schema that has this id, or would have it. */
    static UUID guid(int id) {
        return new UUID(0x8000_0000_0000_4000L, id);
    }

    /** Answers this to everything until told otherwise; null lets the registry answer. */
    void answer(@Nullable Foreign foreign) {
        always = foreign;
    }

    /** Answers this to as many questions for schemas as there are, before the registry answers. */
    void answerFirst(Foreign... foreign) {
        synchronized (before) {
            before.addAll(List.of(foreign));
        }
    }

    /** Every path that was asked for, but that of the types. */
    List<String> asked() {
        return asked;
    }

    List<String> authorizations() {
        return authorizations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            authorizations.add(authorization);
        }
        String whole = resolved.get(exchange.getRequestURI().toString().substring(kind.base.length()));
        send(
                exchange,
                whole == null
                        ? reply(exchange.getRequestMethod(), path, body)
                        : new Foreign(
                                200,
                                JSON.createObjectNode().put("schema", whole).toString()));
    }

    private Foreign reply(String method, String path, String body) throws IOException {
        Foreign foreign = always;
        if (foreign != null) {
            return foreign;
        }
        if (path.startsWith("/apis/") != (kind == Kind.APICURIO) || !path.startsWith(kind.base)) {
            return new Foreign(404, kind.noSuchPage);
        }
        String question = path.substring(kind.base.length());
        if (question.equals("/schemas/types")) {
            return new Foreign(200, "[\"JSON\",\"PROTOBUF\",\"AVRO\"]");
        }
        asked.add(method + " " + question);
        synchronized (before) {
            if (!before.isEmpty()) {
                return before.remove(0);
            }
        }
        return method.equals("POST") ? register(question, body) : find(question);
    }

    private Foreign register(String question, String body) throws IOException {
        if (!question.matches("/subjects/[^/]+/versions")) {
            return new Foreign(404, kind.noSuchPage);
        }
        String schema = JSON.readTree(body).path("schema").textValue();
        for (JsonNode known : schemas) {
            if (known.path("schema").textValue().equals(schema)) {
                return new Foreign(200, "{\"id\":" + known.path("id") + "}");
            }
        }
        return new Foreign(200, "{\"id\":" + addAvro(schema) + "}");
    }

    private Foreign find(String question) {
        String last = question.substring(question.lastIndexOf('/') + 1);
        if (question.matches("/schemas/ids/\\d{1,10}")) {
            return entry("id", last, 40403);
        }
        if (question.startsWith("/schemas/guids/") && kind == Kind.CONFLUENT) {
            return entry("guid", last, 40403);
        }
        // A version of a subject is given by the id of its schema here.
        return question.matches("/subjects/[^/]+/versions/\\d+")
                ? entry("id", last, 40402)
                : new Foreign(404, kind.noSuchPage);
    }

    private Foreign entry(String field, String value, int code) {
        return schemas.stream()
                .filter(schema -> schema.path(field).asText().equals(value))
                .findFirst()
                .map(schema -> new Foreign(200, schema.toString()))
                .orElse(new Foreign(404, "{\"error_code\":" + code + ",\"message\":\"not found\"}"));
    }

    private static void send(HttpExchange exchange, Foreign foreign) throws IOException {
        byte[] bytes = foreign.body().getBytes(UTF_8);
        exchange.getResponseHeaders().add("Location", "/");
        exchange.sendResponseHeaders(foreign.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
