package io.siamese.testbed.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances come and go while chunks are on a device that takes its time: every image gets its one decision. */
@Tag("long")
class InFlightIT {
    /** A device that does about 980 images a second, in chunks of 2: there is work for a while. */
    private static final EncoderDevice SLOW = EncoderDevice.simulated(2);

    private static final int IMAGES = 16_000;
    /** Published before the second instance starts; the rest when it is there, so that there is something left for it. */
    private static final int BEFORE = 4_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> BROKER =
            Map.of("group.streams.heartbeat.interval.ms", "300", "group.streams.min.heartbeat.interval.ms", "300");

    @TempDir
    Path folder;

    @ParameterizedTest(name = "group.protocol={0}")
    @ValueSource(strings = {"classic", "streams"})
    void decidesOnceWhereInstancesComeAndGo(String protocol) {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BROKER)) {
            // Given
            AppConfig config = config(broker, protocol, "one");
            List<byte[]> files = BenchImages.bilevel(BenchGallery.SUBJECTS);
            BenchGallery.publish(config, files);
            RunningApps.start(List.of(config), SLOW).close();
            PublishedImages.publish(config, files, BEFORE);
            PublishedImages load;
            try (RunningApps first = RunningApps.start(List.of(config), SLOW)) {
                first.throughputMeter().between(200, 200, PATIENCE);

                // When
                try (RunningApps second = RunningApps.start(List.of(config(broker, protocol, "two")), SLOW)) {
                    load = PublishedImages.publish(config, files, BEFORE, IMAGES);
                    second.throughputMeter().between(200, 200, PATIENCE);
                    first.close();
                    DecisionAudit.awaitDecisions(config, load, PATIENCE);
                }
            }

            // Then
            assertThatCode(() -> DecisionAudit.checkDecisions(config, load)).doesNotThrowAnyException();
        }
    }

    private AppConfig config(EmbeddedBroker broker, String protocol, String instance) {
        List<String> flags = new ArrayList<>(List.of(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "state.dir=" + folder.resolve(instance),
                "images.partitions=4",
                "encoder.batch=" + SLOW.batch(),
                "kafka.group.protocol=" + protocol));
        if (protocol.equals("classic")) {
            flags.add("kafka.consumer.heartbeat.interval.ms=300");
        }
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(flags.toArray(String[]::new)));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return config;
    }
}
