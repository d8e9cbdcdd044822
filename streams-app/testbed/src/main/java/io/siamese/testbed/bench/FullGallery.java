package io.siamese.testbed.bench;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes the topics as a service leaves them that has enrolled many exemplars: an image of 10 kB each, which nobody can
 * decode, a template of random direction each, and the offsets up to which enrolment has gone.
 */
final class FullGallery {
    private static final int IMAGE_BYTES = 10_000;

    private final AppConfig config;
    private final TopicNames topics;
    private final int size;
    private final ModelFile model;
    private final int dimension;
    private final SingleObjectWriter writer = new SingleObjectWriter();

    FullGallery(AppConfig config, int size) {
        this.config = config;
        this.size = size;
        topics = config.topics().names();
        model = ModelFile.bundled();
        dimension = model.card().dimension();
    }

    void publish() {
        SplittableRandom random = new SplittableRandom(1);
        try (Producer<byte[], byte[]> producer = producer()) {
            sendRecord(producer, new GalleryLogKey.ActiveEncoderKey().bytes(), activeEncoder(), new RecordHeaders());
            for (int i = 0; i < size; i++) {
                ExemplarKey key = new ExemplarKey("default", "subject-" + i, "1");
                producer.send(new ProducerRecord<>(topics.exemplars(), key.bytes(), randomImage(random)));
                sendRecord(
                        producer,
                        GalleryLogKey.TemplateKey.of(model.encoderId(), key).bytes(),
                        template(key, i, random),
                        new LogNote(EnrolmentStatus.ENROLLED, null, null, null, false, i).headers());
            }
            producer.flush();
        }
        commitOffsets();
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(config.kafka().producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void sendRecord(Producer<byte[], byte[]> producer, byte[] key, SpecificRecord value, Headers headers) {
        String log = topics.exemplarEmbeddings();
        producer.send(new ProducerRecord<>(log, 0, key, writer.write(log, value), headers));
    }

    private ActiveEncoder activeEncoder() {
        return new ActiveEncoder(
                model.encoderId(), dimension, model.card().similarity().kind(), Instant.EPOCH);
    }

    /** Begins as a PNG, and goes on at random, so that no compression helps. */
    private static byte[] randomImage(SplittableRandom random) {
        byte[] image = new byte[IMAGE_BYTES];
        random.nextBytes(image);
        image[0] = (byte) 0x89;
        image[1] = 'P';
        return image;
    }

    private Template template(ExemplarKey key, long offset, SplittableRandom random) {
        return Template.newBuilder()
                .setGallery(key.gallery())
                .setSubject(key.subject())
                .setExemplar(key.exemplar())
                .setKind(ExemplarKind.POSITIVE)
                .setEncoderId(model.encoderId())
                .setVector(TemplateNumbers.bytes(RandomVectors.unitVector(random, dimension)))
                .setImageSha256("0".repeat(64))
                .setExemplarOffset(offset)
                .build();
    }

    private String groupId() {
        return config.streams().applicationId() + "-enrol-" + model.encoderId();
    }

    private void commitOffsets() {
        try (Admin admin = Admin.create(config.kafka().admin())) {
            BrokerAnswer.await(admin.alterConsumerGroupOffsets(
                            groupId(),
                            Map.of(
                                    new TopicPartition(topics.exemplars(), 0),
                                    new OffsetAndMetadata(size),
                                    new TopicPartition(topics.exemplarEmbeddings(), 0),
                                    new OffsetAndMetadata(size + 1L)))
                    .all());
        }
    }

    /** Waits until enrolment has written down the keys of all exemplars. */
    void awaitLedger(Duration atMost) throws InterruptedException {
        TopicPartition ledger = new TopicPartition(groupId() + "-exemplar-ledger-changelog", 0);
        long end = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Admin.create(config.kafka().admin())) {
            while (endOffset(admin, ledger) <= size) {
                if (System.nanoTime() > end) {
                    throw new BenchFailure("the ledger of exemplars was not written in time");
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    private static long endOffset(Admin admin, TopicPartition partition) {
        try {
            return BrokerAnswer.await(admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                            .partitionResult(partition))
                    .offset();
        } catch (KafkaException e) {
            return 0;
        }
    }
}
