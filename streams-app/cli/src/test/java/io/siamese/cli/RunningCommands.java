package io.siamese.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.demo.DemoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Runs verbs against a broker and the service, which this starts and closes. */
final class RunningCommands implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final StrokeCharacters characters = new StrokeCharacters(7);
    private final DemoService service;
    private final Path folder;

    private RunningCommands(DemoService service, Path folder) {
        this.service = service;
        this.folder = folder;
    }

    /** @param folder takes the files of the tests; belongs to the caller */
    static RunningCommands start(Path folder) throws InterruptedException {
        DemoService service = DemoService.start(settings -> {
            List<String> all = new ArrayList<>(settings);
            all.add("images.partitions=2");
            // The tests wait for commits most of the time.
            all.add("commit.interval.ms=25");
            return AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
        });
        return new RunningCommands(service, folder);
    }

    Path folder() {
        return folder;
    }

    String bootstrapServers() {
        return service.config().kafka().bootstrapServers();
    }

    CommandResult run(String... arguments) {
        return CommandResult.siamese(Stream.concat(Stream.of(arguments), Stream.of("--bootstrap", bootstrapServers()))
                .toArray(String[]::new));
    }

    Path draw(String name, int subjects, int images) throws IOException {
        for (int subject = 0; subject < subjects; subject++) {
            Path leaf = Files.createDirectories(folder.resolve(name).resolve("subject-" + subject));
            for (int image = 0; image < images; image++) {
                Files.write(leaf.resolve(image + ".png"), characters.png(subject, image));
            }
        }
        return folder.resolve(name);
    }

    JsonNode json(String text) throws IOException {
        return json.readTree(text);
    }

    /** The outcome of a decision in JSON. */
    String outcome(String decision) {
        try {
            return json(decision).get("outcome").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys of the topic of exemplars that are of a gallery, each once. */
    List<String> exemplarsOf(String gallery) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed");
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

    @Override
    public void close() {
        service.close();
    }
}
