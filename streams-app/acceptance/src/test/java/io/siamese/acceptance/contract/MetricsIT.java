package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.acceptance.process.Instance;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alert rules and the dashboard ask for metrics and labels that a running service has. */
@Timeout(300)
class MetricsIT {
    private static final String PARTITIONS = "images.partitions=3";
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @TempDir
    static Path folder;

    private static MetricsPage page;

    /** Runs the service as its container does, until every outcome that is asked about has been counted. */
    @BeforeAll
    static void run() {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            createTopics(broker.bootstrapServers());
            try (Instance service = new Instance(folder, broker.bootstrapServers(), List.of(PARTITIONS))) {
                service.awaitReady();
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.decided("whole", BlackBox.probe(DRAWN.png(1, 0), "alice"));
                client.decided(new ProducerRecord<>("images", "no image".getBytes(StandardCharsets.UTF_8)));
                page = new MetricsPage(service.metricsPage().orElseThrow());
            }
        }
    }

    private static void createTopics(String bootstrapServers) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + bootstrapServers, PARTITIONS));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
    }

    @AfterAll
    static void forget() {
        page = null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/prometheus/alerts.yaml", "docker/grafana/siamese.json"})
    void queriesAskForWhatTheServiceHas(String file) {
        // Given
        MetricUse use = new MetricUse(file);

        // When, Then
        assertThat(use.names()).isNotEmpty().isSubsetOf(page.names());
        assertThat(use.grouped()).isNotEmpty().isSubsetOf(page.allLabels());
        assertThat(use.selected()).isNotEmpty().allSatisfy(MetricsIT::isThere);
    }

    private static void isThere(MetricUse.Selected selected) {
        if (selected.value() == null) {
            assertThat(page.labels(selected.metric())).contains(selected.label());
        } else {
            assertThat(page.labelValues(selected.metric()))
                    .contains(selected.label() + "=\"" + selected.value() + "\"");
        }
    }
}
