package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that has decided and enrolled exports what the dashboard and the alerts ask for, and logs JSON if told to. */
@Timeout(600)
class MetricsIT {
    private static final String NAME = "\\b((?:siamese|jvm|process|kafka)_[a-z0-9_]+)\\b";
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private final HttpClient http = HttpClient.newHttpClient();
    private final StrokeCharacters characters = new StrokeCharacters(7);

    @TempDir
    private Path folder;

    @Test
    void exportsEveryMetricThatDashboardAndAlertsName() throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int port = freePort();
            Process service = serve(broker, port);
            try {
                await(service, () -> page(port, "/health/ready").contains("\"ready\""));
                Path image = Files.write(folder.resolve("1.png"), characters.png(1, 0));
                Path text = Files.writeString(folder.resolve("2.png"), "text");
                siamese(broker, "enroll", "--subject", "alice", "--exemplar", "1", image.toString());
                siamese(broker, "publish", "--claim", "alice", image.toString());
                siamese(broker, "publish", "--bare", text.toString());

                // When
                await(service, () -> page(port, "/metrics").contains("siamese_images_undecided 0"));
                String metrics = page(port, "/metrics");

                // Then
                assertThat(exported(metrics)).containsAll(asked());
                assertThat(metrics.lines())
                        .contains("siamese_gallery_epoch_lag 0.0", "siamese_gallery_templates 1.0")
                        .anyMatch(line ->
                                line.matches("siamese_decisions_total\\{outcome=\"MATCH\",reason=\"none\"\\} 1\\.0"))
                        .anyMatch(line -> line.matches(
                                "siamese_decisions_total\\{outcome=\"REJECTED\",reason=\"\\w+\"\\} 1\\.0"));
                assertThat(logged())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line.has("message")).isTrue());
            } finally {
                service.destroyForcibly();
            }
        }
    }

    private static Set<String> asked() {
        Set<String> names = new TreeSet<>();
        for (String file : List.of(ProjectFiles.DASHBOARD, ProjectFiles.ALERTS)) {
            Stream.of(ProjectFiles.text(file).split("\n"))
                    .filter(line -> !line.contains("runbook:") && !line.contains("/siamese_"))
                    .forEach(line -> names.addAll(ProjectFiles.all(NAME, line)));
        }
        assertThat(names).hasSizeGreaterThan(12);
        return names;
    }

    private static Set<String> exported(String metrics) {
        return ProjectFiles.all("(?m)^([a-z0-9_]+)[ {]", metrics);
    }

    /** All that the service logged, and none of what it printed. */
    private List<JsonNode> logged() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("errors"))) {
            if (!line.startsWith("WARNING: Using incubator modules")) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    private Process serve(EmbeddedBroker broker, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SiameseMain.class.getName(),
                        "serve",
                        "--create-topics",
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--set",
                        "web.port=" + port,
                        "--set",
                        "images.partitions=2",
                        "--set",
                        "state.dir=" + folder.resolve("state")))
                .redirectError(folder.resolve("errors").toFile())
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("SIAMESE_LOG_FORMAT", "json");
        return builder.start();
    }

    private static void siamese(EmbeddedBroker broker, String... verb) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of("--bootstrap", broker.bootstrapServers()));
        CommandResult ran = CommandResult.siamese(arguments.toArray(String[]::new));
        assertThat(ran.err()).isEmpty();
    }

    private interface Question {
        boolean holds() throws Exception;
    }

    private void await(Process service, Question question) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!question.holds()) {
            assertThat(service.isAlive())
                    .as(Files.readString(folder.resolve("errors")))
                    .isTrue();
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private String page(int port, String path) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
