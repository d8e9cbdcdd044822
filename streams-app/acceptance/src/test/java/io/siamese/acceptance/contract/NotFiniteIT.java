package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An encoder of other make that computes in half precision gives no finite embedding for a dark image. */
@Timeout(300)
class NotFiniteIT {
    @TempDir
    Path folder;

    private Service start(EmbeddedBroker broker, Path model) throws InterruptedException {
        return Service.start(
                broker.bootstrapServers(), folder.resolve("state"), "encoder.model=" + model, "policy.threshold=0.9");
    }

    @Test
    void rejectsThatRecordAloneAndGoesOnThroughRestarts() throws Exception {
        Path model = NotFiniteModel.copyTo(folder);
        byte[] day = BlackBox.probe(SharedCases.read("n10-day.png"), null);
        byte[] night = BlackBox.probe(SharedCases.read("n10-night.png"), null);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            RecordMetadata after;
            try (Service service = start(broker, model)) {
                // Given
                GenericRecord enrolled = client.enrolled("default/day/1", SharedCases.read("n10-day.png"));
                GenericRecord rejected = client.enrolled("default/night/1", SharedCases.read("n10-night.png"));
                assertThat(enrolled.get("status")).hasToString("ENROLLED");
                assertThat(rejected.get("status")).hasToString("REJECTED");
                assertThat(rejected.get("reason")).hasToString("NOT_COMPARABLE");

                // When
                List<RecordMetadata> sent = List.of(
                        client.send("images", "a", day),
                        client.send("images", "b", night),
                        client.send("images", "c", day));

                // Then
                assertThat(sent.stream().map(client::decision))
                        .extracting(decision -> decision.get("outcome") + " " + decision.get("reason"))
                        .containsExactly("MATCH null", "REJECTED NOT_COMPARABLE", "MATCH null");
                service.app().awaitReady(Duration.ofSeconds(30));
            }
            after = client.send("images", "d", night);
            try (Service service = start(broker, model)) {
                assertThat(client.decision(after).get("reason")).hasToString("NOT_COMPARABLE");
                assertThat(client.decided("e", day).get("outcome")).hasToString("MATCH");
                service.app().awaitReady(Duration.ofSeconds(30));
            }
        }
    }
}
