package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.ActiveEncoder;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, started, asked for its health, and told to stop. */
@Timeout(120)
class ServeIT {

    /** 128 and SIGTERM's number: how a Java virtual machine ends that was told to, after its hooks have run. */
    private static final int ENDED_BY_SIGTERM = 143;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void becomesReadyAndClosesInOrderOnSigterm() throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int port = FreePort.next();
            Process service = serve(broker.bootstrapServers(), port, "--create-topics");
            try {
                awaitReady(port, service);
                String metrics = get(port, "/metrics").body();

                // When
                service.destroy();

                // Then
                assertThat(service.waitFor(30, TimeUnit.SECONDS))
                        .as("ended in time")
                        .isTrue();
                assertThat(service.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
                assertThat(metrics).contains("siamese_ready{encoder=", "} 1.0", "siamese_gallery_templates 0.0");
                assertThat(output())
                        .contains("siamese serves siamese with encoder")
                        .doesNotContain("ERROR");
            } finally {
                service.destroyForcibly();
            }
        }
    }

    @Test
    void endsWithExitCode1AndTheReasonWhereItMayNotDecide() throws Exception {
        // Given: a gallery log that another encoder decides on
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            nameEncoder(broker, "0123456789abcdef");

            // When
            Process service = serve(broker.bootstrapServers(), FreePort.next(), "--create-topics");
            try {
                boolean ended = service.waitFor(60, TimeUnit.SECONDS);

                // Then
                assertThat(ended).as(output()).isTrue();
                assertThat(service.exitValue()).isEqualTo(1);
                assertThat(output())
                        .contains(
                                "siamese: ", "the gallery log names encoder 0123456789abcdef as active", "--take-over");
            } finally {
                service.destroyForcibly();
            }
        }
    }

    @Test
    void saysOnceThatNoBrokerAnswersAndEndsWithExitCode1() throws Exception {
        // When
        Process service = serve(
                "127.0.0.1:1",
                FreePort.next(),
                "--set",
                "kafka.default.api.timeout.ms=5000",
                "--set",
                "kafka.request.timeout.ms=5000");
        try {
            boolean ended = service.waitFor(60, TimeUnit.SECONDS);

            // Then
            assertThat(ended).as(output()).isTrue();
            assertThat(service.exitValue()).isEqualTo(1);
            assertThat(output().lines().filter(line -> line.contains("WARN")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("NetworkClient", "could not be established"),
                            line -> assertThat(line).contains("no broker answers yet", "at=\"127.0.0.1:1\""));
            assertThat(output().lines()).last().asString().startsWith("siamese: ");
        } finally {
            service.destroyForcibly();
        }
    }

    private static void nameEncoder(EmbeddedBroker broker, String encoderId) throws Exception {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + broker.bootstrapServers()));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        String log = config.topics().names().exemplarEmbeddings();
        byte[] named = new SingleObjectWriter().write(log, new ActiveEncoder(encoderId, 128, "cosine", Instant.EPOCH));
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config.kafka().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(log, 0, new GalleryLogKey.ActiveEncoderKey().bytes(), named))
                    .get();
        }
    }

    private Process serve(String bootstrap, int port, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                SiameseMain.class.getName(),
                "serve",
                "--bootstrap",
                bootstrap,
                "--set",
                "web.port=" + port,
                "--set",
                "state.dir=" + folder.resolve("state")));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void awaitReady(int port, Process service) throws Exception {
        while (!isReady(port)) {
            assertThat(service.isAlive()).as(output()).isTrue();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private boolean isReady(int port) throws InterruptedException {
        try {
            return get(port, "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
