package io.siamese.console.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Exemplar;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.FolderKeys;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBytesTest {
    private static final byte[] IMAGE = "GIF89a, or so".getBytes(UTF_8);
    private static final ExemplarKey ALICE = new ExemplarKey("default", "alice", "1");
    private static final ContractSettings NO_KEYS = ContractSettings.forBrokers("localhost:1");

    @TempDir
    Path keys;

    private Path file;

    @BeforeEach
    void makeAKey() throws Exception {
        file = new FolderKeys(keys).create("default", "1");
    }

    private byte[] sealed(SealedPlace place) throws Exception {
        return Sealing.by(new FolderKeys(keys)).seal(IMAGE, place);
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("topic", 0, 0, key.getBytes(UTF_8), value);
    }

    @Test
    void decryptsWhatItHasTheKeyOf() throws Exception {
        // Given
        byte[] probe = sealed(SealedPlace.probe("default", "probe-1"));
        byte[] exemplar = new SingleObjectWriter()
                .write(
                        "exemplars",
                        Exemplar.newBuilder()
                                .setImage(ByteBuffer.wrap(sealed(SealedPlace.exemplar(ALICE))))
                                .build());

        // When
        try (ContractSchemas schemas = ContractSchemas.open(NO_KEYS.withKeys(new FolderKeys(keys)))) {
            ImageBytes bytes = new ImageBytes(schemas);

            // Then
            assertThat(bytes.ofProbe(record("probe-1", probe))).isEqualTo(IMAGE);
            assertThat(bytes.ofProbe(record("probe-1", IMAGE)))
                    .as("nobody encrypted it")
                    .isEqualTo(IMAGE);
            assertThat(bytes.ofExemplar(ALICE, record(ALICE.text(), exemplar))).isEqualTo(IMAGE);
        }
    }

    @Test
    void saysWhyAnEncryptedImageGivesNoPicture() throws Exception {
        // Given
        byte[] probe = sealed(SealedPlace.probe("default", "probe-1"));
        Files.delete(file);

        // When // Then
        try (ContractSchemas schemas = ContractSchemas.open(NO_KEYS)) {
            assertThatThrownBy(() -> new ImageBytes(schemas).ofProbe(record("probe-1", probe)))
                    .isInstanceOf(NoPictureException.class)
                    .hasMessage(Reasons.KEY_UNKNOWN);
        }
    }
}
