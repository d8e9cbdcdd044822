package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The event contract as a foreign client sees it, on a real broker. */
class EventContractIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void tellsAnEnrolledSubjectFromStrangers() {
        // Given
        GenericRecord status = RUNNING.client().enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(23, 0)));
        assertThat(status.get("status")).hasToString("ENROLLED");

        // When
        GenericRecord same = RUNNING.client().decided("same", BlackBox.probe(DRAWN.png(23, 0), "alice"));
        List<GenericRecord> mated = new ArrayList<>();
        List<GenericRecord> strangers = new ArrayList<>();
        for (int hand = 1; hand <= 10; hand++) {
            mated.add(RUNNING.client().decided("mated-" + hand, BlackBox.probe(DRAWN.png(23, hand), "alice")));
            strangers.add(RUNNING.client()
                    .decided("stranger-" + hand, BlackBox.probe(DRAWN.png(23 + hand, 1), "alice")));
        }

        // Then
        assertThat(same.get("outcome")).hasToString("MATCH");
        assertThat(same.get("subject")).hasToString("alice");
        assertThat((Long) same.get("galleryEpoch")).isGreaterThanOrEqualTo((Long) status.get("galleryEpoch"));
        assertThat(same.get("galleryLog")).isEqualTo(status.get("galleryLog"));
        assertThat(same.get("expectedFmr")).isEqualTo(0.01);
        assertThat(mated).filteredOn(EventContractIT::isMatch).hasSizeGreaterThan(strangers.size() / 2);
        assertThat(strangers).noneMatch(EventContractIT::isMatch);
    }

    private static boolean isMatch(GenericRecord decision) {
        return decision.get("outcome").toString().equals("MATCH");
    }

    @Test
    void takesBareImagesWithHeaders() {
        // Given
        RUNNING.client().enrolled("door/bob/1", DRAWN.png(3, 0));
        ProducerRecord<byte[], byte[]> image = new ProducerRecord<>("images", "bare".getBytes(UTF_8), DRAWN.png(3, 0));
        image.headers().add("gallery", "door".getBytes(UTF_8)).add("claimed-subject", "bob".getBytes(UTF_8));
        image.headers().add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));

        // When
        RecordMetadata sent = RUNNING.client().send(image);

        // Then
        GenericRecord decision = RUNNING.client().decision(sent);
        assertThat(decision.get("outcome")).hasToString("MATCH");
        assertThat(decision.get("gallery")).hasToString("door");
        ConsumerRecord<byte[], byte[]> record = RUNNING.client().decisionRecord(sent);
        assertThat(record.partition()).isEqualTo(sent.partition());
        assertThat(BlackBox.header(record, "traceparent")).startsWith("00-0af7");
    }

    @Test
    void findsWhoItIsAmongManyAndWaitsForTheEpochAskedFor() {
        // Given
        for (int subject = 10; subject < 15; subject++) {
            RUNNING.client().send("exemplars", "hall/s" + subject + "/1", BlackBox.exemplar(DRAWN.png(subject, 0)));
        }
        Long epoch = (Long) RUNNING.client().awaitStatus("hall/s14/1", 1).get("galleryEpoch");

        // When
        GenericRecord decision = RUNNING.client()
                .decided(
                        "search",
                        BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                                .set("gallery", "hall")
                                .set("image", ByteBuffer.wrap(DRAWN.png(12, 0)))
                                .set("minEpoch", epoch)
                                .build()));

        // Then
        assertThat((Long) decision.get("galleryEpoch")).isGreaterThanOrEqualTo(epoch);
        List<?> candidates = (List<?>) decision.get("candidates");
        assertThat(candidates).hasSize(5);
        assertThat(((GenericRecord) candidates.get(0)).get("subject")).hasToString("s12");
        assertThat(decision.get("outcome")).hasToString("MATCH");
        assertThat(decision.get("expectedFpir")).isNotNull();
    }

    @Test
    void revokesWhatAnotherClientsPartitionerPublished() {
        // Given
        RUNNING.client().enrolled("default/frank/1", BlackBox.exemplar(DRAWN.png(6, 0)));
        RUNNING.client().enrolled("default/carol/1", BlackBox.exemplar(DRAWN.png(4, 0)));
        int partition = (int) (crc32("default/carol/1") % RUNNING.client().partitions("exemplars"));

        // When
        RUNNING.client().send(new ProducerRecord<>("exemplars", partition, "default/carol/1".getBytes(UTF_8), null));
        GenericRecord status = RUNNING.client().awaitStatus("default/carol/1", 2);

        // Then
        assertThat(status.get("status")).hasToString("REVOKED");
        GenericRecord decision = RUNNING.client()
                .decided(
                        "after-revocation",
                        BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                                .set("image", ByteBuffer.wrap(DRAWN.png(4, 1)))
                                .set("claimedSubject", "carol")
                                .set("minEpoch", status.get("galleryEpoch"))
                                .build()));
        assertThat(decision.get("outcome")).hasToString("NO_REFERENCE");
        assertThat(decision.get("reason")).hasToString("UNKNOWN_SUBJECT");
    }

    @Test
    void erasesASubjectWithAllItsExemplars() {
        // Given
        RUNNING.client().enrolled("default/dave/1", BlackBox.exemplar(DRAWN.png(5, 0)));
        RUNNING.client().enrolled("default/dave/2", BlackBox.exemplar(DRAWN.png(5, 1)));

        // When
        GenericRecord status = RUNNING.client().enrolled("default/dave/", null);

        // Then
        assertThat(status.get("status")).hasToString("REVOKED");
        assertThat(RUNNING.client().awaitStatus("default/dave/1", 2).get("reason"))
                .hasToString("ERASED");
        assertThat(RUNNING.client().awaitStatus("default/dave/2", 2).get("reason"))
                .hasToString("ERASED");
    }

    @Test
    void answersEqualImageIdsApart() {
        // When
        RecordMetadata first = RUNNING.client().send("images", "twice", BlackBox.probe(DRAWN.png(1, 1), "nobody"));
        RecordMetadata second = RUNNING.client().send("images", "twice", BlackBox.probe(DRAWN.png(1, 2), "nobody"));

        // Then
        assertThat(RUNNING.client().decision(first).get("imageId")).hasToString("twice");
        assertThat(RUNNING.client().decision(second).get("imageId")).hasToString("twice");
        assertThat(RUNNING.client().decisionsSeen(first)).isEqualTo(1);
        assertThat(RUNNING.client().decisionsSeen(second)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.siamese.acceptance.contract.HostileRecord#all")
    void givesEveryHostileRecordItsOutcome(HostileRecord hostile) {
        // When
        RecordMetadata sent = RUNNING.client().send(hostile.record());

        // Then
        GenericRecord decision = RUNNING.client().decision(sent);
        assertThat(decision.get("outcome")).hasToString(hostile.outcome());
        assertThat(decision.get("reason")).hasToString(hostile.reason());
        assertThat(RUNNING.client().decisionsSeen(sent)).isEqualTo(1);
    }

    @Test
    void decidesOnARecordWithoutATime() throws IOException {
        // Given
        byte[] value = BlackBox.probe(DRAWN.png(90, 0), "nobody");

        // When
        RecordMetadata sent = TimelessProducer.send(RUNNING.bootstrapServers(), "images", 1, "no time", value);

        // Then
        assertThat(RUNNING.client().decision(sent).get("imageId")).hasToString("no time");
    }

    @Test
    void keepsARejectedRecordByteForByte() {
        // Given
        byte[] value = new byte[900 * 1024];

        // When
        RUNNING.client().decided("zeros", value);

        // Then
        ConsumerRecord<byte[], byte[]> letter = RUNNING.client().deadLetter("zeros");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(BlackBox.header(letter, "dead-letter-topic")).isEqualTo("images");
    }

    @Test
    void takesCompressedPublishers() {
        // Given
        try (BlackBox compressing = new BlackBox(RUNNING.bootstrapServers(), Map.of("compression.type", "zstd"))) {

            // When
            GenericRecord decision = compressing.decided("compressed", new byte[900 * 1024]);

            // Then
            assertThat(decision.get("outcome")).hasToString("REJECTED");
        }
    }

    /** What librdkafka's default partitioner hashes keys with; Java's clients use murmur2. */
    private static long crc32(String key) {
        CRC32 crc = new CRC32();
        crc.update(key.getBytes(UTF_8));
        return crc.getValue();
    }
}
