package io.siamese.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.acceptance.process.Wait;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.ClusterPlan;
import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start whose first question about schemas is not answered in the time that one question has. */
@Tag("chaos")
@Timeout(300)
class SlowStartIT {
    private static final String CLIENT = "slow-start";

    @TempDir
    Path folder;

    @Test
    void asksForTheSchemasAgainUntilTheBrokerAnswers() throws Exception {
        // Given
        int port = FreePort.next();
        ClusterPlan plan = ClusterPlan.ofNodes(1);
        try (TcpProxy proxy = new TcpProxy(port);
                EmbeddedBroker broker = EmbeddedBroker.startNode(
                        folder.resolve("broker"), plan, 1, plan.listener(1, "PLAINTEXT", port, proxy.port()))) {
            createTopics(broker.bootstrapServers());
            proxy.hold(CLIENT + "-schemas");

            // When
            CompletableFuture<SiameseApp> start = CompletableFuture.supplyAsync(() -> start(proxy.port()));
            Wait.until(
                    Duration.ofMinutes(2),
                    "a second request for the schemas",
                    () -> start.isCompletedExceptionally() || proxy.heldPieces() > 1);
            proxy.mend();

            // Then
            try (SiameseApp app = start.join()) {
                app.awaitReady(Duration.ofMinutes(2));
                assertThat(app.isReady()).isTrue();
            }
        }
    }

    private static void createTopics(String bootstrapServers) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + bootstrapServers));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
    }

    private SiameseApp start(int port) {
        return SiameseApp.start(
                AppConfig.load(ConfigSources.ofFlags(
                        "bootstrap.servers=127.0.0.1:" + port,
                        "kafka.client.id=" + CLIENT,
                        "state.dir=" + folder.resolve("state"))),
                false,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
