package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the container image is built of: the service's jar and its folder of libraries, and nothing else. */
@Timeout(180)
class ServiceImageIT {
    private static final Path BUILT = Path.of("../service/target");
    private static final Path JAR = BUILT.resolve("siamese-service.jar");
    private static final Path LIBRARIES = BUILT.resolve("lib");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void copiesNothingElseIntoTheImage() throws IOException {
        // When
        List<String> copied = lines("docker/Dockerfile")
                .filter(line -> line.startsWith("COPY") || line.startsWith("ADD"))
                .map(line -> line.split(" ")[1])
                .toList();
        List<String> sentToTheDaemon = lines(".dockerignore")
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        // Then
        assertThat(copied)
                .containsExactly("streams-app/service/target/lib", "streams-app/service/target/siamese-service.jar");
        assertThat(sentToTheDaemon).isEqualTo(copied);
    }

    @Test
    void holdsTheServiceAlone() {
        // When
        List<String> classes = Stream.concat(Stream.of(JAR), jars(LIBRARIES))
                .flatMap(jar -> entries(jar).stream())
                .filter(entry -> entry.endsWith(".class"))
                .toList();

        // Then
        assertThat(classes).anyMatch(entry -> entry.startsWith("io/siamese/service/ServiceMain"));
        assertThat(classes)
                .noneMatch(entry -> entry.startsWith("io/siamese/client/"))
                .noneMatch(entry -> entry.startsWith("io/siamese/cli/"))
                .noneMatch(entry -> entry.startsWith("io/siamese/console/"))
                .noneMatch(entry -> entry.startsWith("io/javalin/"))
                .noneMatch(entry -> entry.startsWith("org/eclipse/jetty/"))
                .noneMatch(entry -> entry.startsWith("io/siamese/testbed/"))
                .noneMatch(entry -> entry.startsWith("io/siamese/trainer/"))
                .noneMatch(entry -> entry.startsWith("picocli/"))
                .noneMatch(entry -> entry.startsWith("kafka/"))
                .noneMatch(entry -> entry.startsWith("org/rocksdb/"))
                .noneMatch(entry -> entry.startsWith("io/apicurio/"))
                .noneMatch(entry -> entry.startsWith("io/netty/"));
    }

    @Test
    void startsFromItsOwnJarAndLibraries(@TempDir Path folder) throws Exception {
        // Given
        Path output = folder.resolve("output");
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int port = FreePort.next();

            // When
            Process service = start(broker, port, folder.resolve("state"), output);

            // Then
            try {
                while (!isReady(port)) {
                    assertThat(service.isAlive()).as(Files.readString(output)).isTrue();
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
                assertThat(Files.readString(output))
                        .contains("siamese serves siamese with encoder")
                        .doesNotContain("ERROR", "|-INFO", "|-WARN");
            } finally {
                service.destroyForcibly().waitFor();
            }
        }
    }

    private static Process start(EmbeddedBroker broker, int port, Path state, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        JAR + File.pathSeparator + LIBRARIES.resolve("*"),
                        "io.siamese.service.ServiceMain",
                        "--create-topics",
                        "--bootstrap",
                        broker.bootstrapServers(),
                        "--set",
                        "web.port=" + port,
                        "--set",
                        "state.dir=" + state)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private boolean isReady(int port) throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/health/ready");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("../..").resolve(file)).stream();
    }

    private static Stream<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
