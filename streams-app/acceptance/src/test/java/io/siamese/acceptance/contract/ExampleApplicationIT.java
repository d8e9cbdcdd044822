package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.client.DecisionRequests;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.kafka.ContractSettings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The applications of docs/examples are run as their readers would do it, in processes of their own. */
class ExampleApplicationIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Path EXAMPLES = Path.of("../../docs/examples");

    /** One class of each library that the client brings. Service, encoder and Kafka Streams are not among them. */
    private static final List<Class<?>> CLIENT_LIBRARIES = List.of(
            DecisionRequests.class,
            ContractSettings.class,
            SpecificRecord.class,
            Producer.class,
            Logger.class,
            Nullable.class,
            JsonFactory.class,
            JsonProperty.class,
            ObjectMapper.class);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @TempDir
    private Path folder;

    @Test
    void needsTheClientAloneToEnrolAndVerify() throws Exception {
        // Given
        String libraries = CLIENT_LIBRARIES.stream()
                .map(ExampleApplicationIT::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        // When
        // Java compiles a single source file itself before it runs it.
        String output = run(java, "-cp", libraries, example("VerifyImage.java"));

        // Then
        assertThat(output.lines()).contains("MATCH");
    }

    @Test
    void publishesAvroAndABareImageFromPython() throws Exception {
        // Given
        String python = Stream.of("python3", "/usr/bin/python3")
                .filter(command -> works(command, "-c", "import avro, confluent_kafka"))
                .findFirst()
                .orElse("");
        assumeThat(python).as("a Python with avro and confluent-kafka").isNotEmpty();

        // When
        String output = run(python, example("verify_image.py"));

        // Then
        assertBothMatch(output);
    }

    @Test
    void publishesAvroAndABareImageFromNode() throws Exception {
        // Given
        assumeThat(works("node", "--version")).as("Node").isTrue();
        assumeThat(EXAMPLES.resolve("node_modules")).exists();

        // When
        String output = run("node", example("verify-image.mjs"));

        // Then
        assertBothMatch(output);
    }

    private static void assertBothMatch(String output) {
        assertThat(output.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("enrolled ENROLLED epoch "),
                        line -> assertThat(line).startsWith("door-1 MATCH similarity "),
                        line -> assertThat(line).startsWith("door-2 MATCH similarity "));
    }

    private static String example(String file) {
        return EXAMPLES.resolve(file).toString();
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs an application with the broker, an exemplar and two more images, and gives what it prints. */
    private String run(String... command) throws Exception {
        Path image = Files.write(folder.resolve("image.png"), DRAWN.png(1, 0));
        Path output = folder.resolve("output");
        Stream<String> arguments =
                Stream.of(RUNNING.bootstrapServers(), image.toString(), image.toString(), image.toString());
        Process application = new ProcessBuilder(
                        Stream.concat(Stream.of(command), arguments).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = application.waitFor(3, TimeUnit.MINUTES);
        application.destroyForcibly();
        assertThat(ended).as("ended by itself: " + Files.readString(output)).isTrue();
        assertThat(application.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output, UTF_8);
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
