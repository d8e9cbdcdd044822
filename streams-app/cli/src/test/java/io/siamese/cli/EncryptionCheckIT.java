package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.SealedNumbers;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptionCheckIT {
    private static final String ENCODER = "0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void doctorCountsWhatIsEncryptedAndWhatIsNot() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            AppConfig config = AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + broker.bootstrapServers()));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            Path lost = keys().create("door", "1");
            try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                send(producer, "alice", template("alice", Sealing.by(keys())));
                keys().create("door", "2");
                send(producer, "bob", template("bob", Sealing.by(keys())));
                send(producer, "carol", template("bob", Sealing.by(keys())));
                send(producer, "dave", template("dave", Sealing.off()));
                send(producer, "erin", template("erin", Sealing.by(keys())));
                send(producer, "erin", null);
            }
            String secret = Files.readString(lost).strip();
            Files.delete(lost);

            // When
            CommandResult doctor = CommandResult.siamese(
                    "doctor", "--bootstrap", broker.bootstrapServers(), "--set", "encryption.keys=" + folder);

            // Then
            assertThat(doctor.out())
                    .contains("OK      keys     door: 2")
                    .contains("ERROR   sealed   1 templates are encrypted; 1 by keys that are not here, which counts as"
                            + " deleted; 1 more are not, so enrol their images again; 1 are not what their key"
                            + " encrypted for them")
                    .doesNotContain(secret)
                    .doesNotContain(
                            Files.readString(folder.resolve("door/2.key")).strip());
            assertThat(doctor.code()).isEqualTo(1);
        }
    }

    private FolderKeys keys() {
        return new FolderKeys(folder);
    }

    private static TemplateKey key(String subject) {
        return TemplateKey.of(ENCODER, new ExemplarKey("door", subject, "1"));
    }

    private static byte[] template(String subject, Sealing sealing) throws Exception {
        Template template = Template.newBuilder().setGallery("door").build();
        new SealedNumbers(sealing).write(key(subject), template, new float[] {0, 1});
        return new SingleObjectWriter().write("exemplar-embeddings", template);
    }

    private static void send(Producer<byte[], byte[]> producer, String subject, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>("exemplar-embeddings", key(subject).bytes(), value))
                .get();
    }
}
