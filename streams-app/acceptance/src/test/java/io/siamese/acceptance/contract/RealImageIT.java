package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.siamese.encoder.drawing.StrokeCharacters;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The contract's round trip against the broker that people run: Kafka's own image. */
@Timeout(300)
class RealImageIT {

    private static final String IMAGE = "apache/kafka:4.3.1";
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @Test
    void enrolsMatchesAndRevokesOnKafkasOwnImage(@TempDir Path state) throws Exception {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "skipped: Kafka's image needs Docker");
        assumeTrue(isImageHere(), "skipped: " + IMAGE + " is not here and could not be pulled");
        // Given
        try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
            kafka.start();
            try (Service service = Service.start(kafka.getBootstrapServers(), state);
                    BlackBox client = new BlackBox(kafka.getBootstrapServers())) {
                GenericRecord enrolled = client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));

                // When
                GenericRecord match = client.decided("claim", claim(enrolled));
                GenericRecord rejected = client.decided("broken", BlackBox.probe(new byte[] {1, 2, 3}, "alice"));
                GenericRecord revoked = client.enrolled("default/alice/1", null);
                GenericRecord after = client.decided("again", claim(revoked));

                // Then
                assertThat(enrolled.get("status")).hasToString("ENROLLED");
                assertThat(match.get("outcome")).hasToString("MATCH");
                assertThat(match.get("encoderId")).hasToString(service.app().encoderId());
                assertThat(rejected.get("outcome")).hasToString("REJECTED");
                assertThat(client.deadLetter("broken").value()).isNotEmpty();
                assertThat(revoked.get("status")).hasToString("REVOKED");
                assertThat((Long) after.get("galleryEpoch")).isGreaterThanOrEqualTo((Long) revoked.get("galleryEpoch"));
                assertThat(after.get("outcome")).hasToString("NO_REFERENCE");
            }
        }
    }

    private static boolean isImageHere() throws InterruptedException {
        DockerClient docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(IMAGE).exec();
            return true;
        } catch (NotFoundException absent) {
            try {
                return docker.pullImageCmd(IMAGE).start().awaitCompletion(2, TimeUnit.MINUTES);
            } catch (DockerClientException | DockerException e) {
                return false;
            }
        }
    }

    /** Decided no earlier than at the epoch of a status. */
    private static byte[] claim(GenericRecord status) {
        return BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                .set("image", ByteBuffer.wrap(DRAWN.png(1, 0)))
                .set("claimedSubject", "alice")
                .set("minEpoch", status.get("galleryEpoch"))
                .build());
    }
}
