package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that lie in a store are enrolled and published by their addresses. */
@Timeout(180)
class StoreAddressIT {
    private final StrokeCharacters characters = new StrokeCharacters(7);

    @TempDir
    Path folder;

    @Test
    void enrolsAndPublishesByAddress() throws Exception {
        // Given
        Path store = Files.createDirectories(folder.resolve("store/alice a")).getParent();
        Files.write(store.resolve("alice a/1.png"), characters.png(1, 0));
        Path probe = Files.write(store.resolve("probe.png"), characters.png(1, 0));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                SiameseApp app = start(broker, store)) {
            app.awaitReady(Duration.ofSeconds(60));
            String at = store.toUri().toString();

            // When
            CommandResult enrolled =
                    run(broker, "enroll", "--images", store.resolve("alice a").toString(), "--at", at + "alice%20a");
            CommandResult decided = run(broker, "publish", "--at", at, probe.toString());
            CommandResult elsewhere = run(broker, "publish", "--at", "https://elsewhere.example/", probe.toString());
            CommandResult bare = run(broker, "publish", "--bare", "--at", at, probe.toString());

            // Then
            assertThat(enrolled.code()).as(enrolled.out() + enrolled.err()).isZero();
            assertThat(decided.out()).as(decided.err()).contains("\"MATCH\"", "\"alice a\"");
            assertThat(elsewhere.out()).contains("IMAGE_URI_NOT_ALLOWED");
            assertThat(bare.code()).isEqualTo(2);
            assertThat(bare.err()).contains("--bare");
        }
    }

    private SiameseApp start(EmbeddedBroker broker, Path store) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "state.dir=" + folder.resolve("state"),
                "image.uri.allowed=" + store.toUri()));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return SiameseApp.start(config, false, new SimpleMeterRegistry());
    }

    private static CommandResult run(EmbeddedBroker broker, String verb, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = verb;
        all[1] = "--bootstrap";
        all[2] = broker.bootstrapServers();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandResult.siamese(all);
    }
}
