package io.siamese.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.client.DeadLetterRedrive;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that were rejected for a setting are decided after the setting was mended, and say that they came back. */
@Timeout(180)
class RedriveIT {
    private final ObjectMapper json = new ObjectMapper();
    private final EventReader<MatchDecision> reader =
            new EventReader<>(MatchDecision.class, EventSchemas.before(fingerprint -> Optional.empty()));

    @TempDir
    private Path folder;

    @Test
    void publishesRejectedImagesAgainAfterAFix() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given: images that are too large for a setting, and one that is no image
            AppConfig strict = config(broker, "image.max.pixels=12000");
            try (TopicAdmin admin = TopicAdmin.open(strict.contract())) {
                admin.create();
            }
            List<ConsumerRecord<byte[], byte[]>> decisions = new ArrayList<>();
            try (TopicTail tail = TopicTail.open(strict.contract(), "match-decisions", true)) {
                try (SiameseApp app = start(strict)) {
                    publish(broker);
                    await(tail, decisions, 3);
                }
                assertThat(decisions).extracting(this::outcome).containsOnly("REJECTED");

                // When nothing can be published
                CommandResult failed =
                        run(broker, "--reason", "IMAGE_TOO_LARGE", "--set", "kafka.producer.max.request.size=200");

                // Then the receipt says how far it came
                assertThat(failed.code()).isEqualTo(1);
                assertThat(failed.err()).contains("could not be published").contains("--after");
                assertThat(json.readTree(failed.out()).get("redriven")).isEmpty();
                assertThat(json.readTree(failed.out()).get("failure").textValue())
                        .contains("max.request.size");
                Path empty = Files.writeString(folder.resolve("empty.json"), "");
                assertThat(run(broker, "--after", empty.toString()).code()).isEqualTo(2);

                // When
                JsonNode tried = redrive(broker, "--reason", "IMAGE_TOO_LARGE", "--dry-run");
                JsonNode receipt = redrive(broker, "--reason", "IMAGE_TOO_LARGE");
                Path file = Files.writeString(folder.resolve("receipt.json"), receipt.toString());
                JsonNode next = redrive(broker, "--after", file.toString());

                // Then
                assertThat(tried.get("redriven").get("IMAGE_TOO_LARGE").intValue())
                        .isEqualTo(2);
                assertThat(receipt.get("redriven").get("IMAGE_TOO_LARGE").intValue())
                        .isEqualTo(2);
                assertThat(receipt.get("skipped").get("OTHER_REASON").intValue())
                        .isEqualTo(1);
                assertThat(next.get("redriven")).isEmpty();
                try (SiameseApp app = start(config(broker))) {
                    await(tail, decisions, 5);
                }
                assertThat(decisions.subList(3, 5)).extracting(this::outcome).containsOnly("NO_REFERENCE");
                assertThat(decisions.subList(3, 5))
                        .extracting(decision ->
                                header(decision, "trace") + " " + header(decision, DeadLetterRedrive.REDRIVEN_FROM))
                        .satisfiesExactlyInAnyOrder(
                                a -> assertThat(a).matches("a dead-letters-0-\\d+"),
                                b -> assertThat(b).matches("b dead-letters-0-\\d+"));
            }
        }
    }

    private AppConfig config(EmbeddedBroker broker, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("bootstrap.servers=" + broker.bootstrapServers());
        all.add("state.dir=" + folder.resolve("state"));
        all.add("images.partitions=1");
        return AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
    }

    private static SiameseApp start(AppConfig config) throws InterruptedException {
        SiameseApp app = SiameseApp.start(config, false, new SimpleMeterRegistry());
        app.awaitReady(Duration.ofSeconds(60));
        return app;
    }

    private static void publish(EmbeddedBroker broker) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(producer, "a", drawLargeCross(40));
            send(producer, "b", drawLargeCross(60));
            send(producer, "c", "text".getBytes(UTF_8));
        }
    }

    /** A cross of 200 × 200 pixels, more than the setting allows, and more than the encoder's own examples have. */
    private static byte[] drawLargeCross(int from) throws IOException {
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.fillRect(0, 0, 200, 200);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(8));
        pen.drawLine(from, 20, 180, 180);
        pen.drawLine(180, 20, from, 180);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String name, byte[] value) throws Exception {
        ProducerRecord<byte[], byte[]> image = new ProducerRecord<>("images", name.getBytes(UTF_8), value);
        image.headers().add("trace", name.getBytes(UTF_8));
        producer.send(image).get();
    }

    private static void await(TopicTail tail, List<ConsumerRecord<byte[], byte[]>> decisions, int count) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (decisions.size() < count && System.nanoTime() < end) {
            tail.poll(Duration.ofMillis(100)).forEach(decisions::add);
        }
        assertThat(decisions).hasSize(count);
    }

    private static CommandResult run(EmbeddedBroker broker, String... arguments) {
        List<String> all = new ArrayList<>(List.of("redrive", "--bootstrap", broker.bootstrapServers()));
        all.addAll(List.of(arguments));
        return CommandResult.siamese(all.toArray(String[]::new));
    }

    private JsonNode redrive(EmbeddedBroker broker, String... arguments) throws Exception {
        CommandResult ran = run(broker, arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return json.readTree(ran.out());
    }

    private String outcome(ConsumerRecord<byte[], byte[]> decision) {
        return reader.read(decision.value()) instanceof Incoming.Readable<MatchDecision> readable
                ? readable.value().getOutcome().name()
                : "unreadable";
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
