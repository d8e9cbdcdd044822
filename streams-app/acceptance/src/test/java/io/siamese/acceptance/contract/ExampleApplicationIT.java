package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

/** The application of docs/examples is compiled and run as its reader would do it, in a process of its own. */
class ExampleApplicationIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Path EXAMPLE = Path.of("../../docs/examples/VerifyImage.java");

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

    @Test
    void needsTheClientAloneToEnrolAndVerify(@TempDir Path folder) throws Exception {
        // Given
        Path exemplar = Files.write(folder.resolve("exemplar.png"), DRAWN.png(1, 0));
        Path probe = Files.write(folder.resolve("probe.png"), DRAWN.png(1, 0));
        Path output = folder.resolve("output");

        // When
        Process application = start(output, exemplar, probe);

        // Then
        boolean ended = application.waitFor(3, TimeUnit.MINUTES);
        application.destroyForcibly();
        assertThat(ended).as("ended by itself: " + Files.readString(output)).isTrue();
        assertThat(Files.readString(output, UTF_8).lines()).as("output").contains("MATCH");
        assertThat(application.exitValue()).isZero();
    }

    private static Process start(Path output, Path exemplar, Path probe) throws IOException {
        String libraries = CLIENT_LIBRARIES.stream()
                .map(ExampleApplicationIT::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        // Java compiles a single source file itself before it runs it.
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        "-cp",
                        libraries,
                        EXAMPLE,
                        RUNNING.bootstrapServers(),
                        exemplar,
                        probe)
                .map(Object::toString)
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String place(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
