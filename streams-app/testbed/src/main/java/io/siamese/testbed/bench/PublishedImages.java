package io.siamese.testbed.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Counts the images that were published before anything is measured.
 *
 * @param partitions of the topic
 * @param images published in all; image i lies in partition i mod partitions
 */
record PublishedImages(int partitions, int images) {
    private static final SingleObjectWriter WRITER = new SingleObjectWriter();

    /** Publishes {@code images} probes that claim nobody to the images topic of a configuration, spread over its partitions. */
    static PublishedImages publish(AppConfig config, List<byte[]> files, int images) {
        return publish(config, files, 0, images);
    }

    /** As {@link #publish(AppConfig, List, int)}, where the first {@code from} of them are there already. */
    static PublishedImages publish(AppConfig config, List<byte[]> files, int from, int images) {
        int partitions = config.topics().imagePartitions();
        String topic = config.topics().names().images();
        Map<String, Object> settings = new HashMap<>(config.kafka().producer());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = from; i < images; i++) {
                producer.send(probeRecord(topic, i % partitions, i, files.get(i % files.size())));
            }
            producer.flush();
        }
        return new PublishedImages(partitions, images);
    }

    /** A probe whose id is its number. */
    static ProducerRecord<byte[], byte[]> probeRecord(String topic, int partition, long number, byte[] file) {
        String id = Long.toString(number);
        Probe probe = Probe.newBuilder()
                .setImageId(id)
                .setImage(ByteBuffer.wrap(file))
                .build();
        return new ProducerRecord<>(topic, partition, id.getBytes(UTF_8), WRITER.write(topic, probe));
    }

    /** Images in a partition. */
    int imagesIn(int partition) {
        return images / partitions + (partition < images % partitions ? 1 : 0);
    }
}
