package io.siamese.console.picture;

import io.siamese.console.kafka.RecordReader;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Gives pictures of the images that the topics hold. Thread-safe; the caller closes it. */
public final class RecordThumbnails implements AutoCloseable {

    private static final long MOST_BYTES = 32L << 20;
    private static final Duration KEEP = Duration.ofMinutes(10);

    private final TopicNames topics;
    private final RecordReader records;
    private final ImageBytes images;
    private final ExemplarPlaces exemplars;
    private final Thumbnails thumbnails;
    private final PictureCache cache = new PictureCache(MOST_BYTES, KEEP, System::nanoTime);
    private final ResourceStack opened;

    private RecordThumbnails(
            ContractSettings settings,
            RecordReader records,
            ImageBytes images,
            ExemplarPlaces exemplars,
            ResourceStack opened) {
        this.topics = settings.topics().names();
        this.records = records;
        this.images = images;
        this.exemplars = exemplars;
        this.thumbnails = new Thumbnails(settings.maxImageBytes());
        this.opened = opened;
    }

    /** Opens the clients, and begins to read where the exemplars' images are. */
    public static RecordThumbnails open(ContractSettings settings) {
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            RecordReader records = opened.add(RecordReader.open(settings));
            ExemplarPlaces exemplars = opened.add(ExemplarPlaces.open(settings, schemas));
            return new RecordThumbnails(settings, records, new ImageBytes(schemas), exemplars, opened.release());
        }
    }

    /** The image of a record of topic {@code images}. */
    public RecordThumbnail ofProbe(int partition, long offset) throws NoPictureException {
        return picture(topics.images(), partition, offset, images::ofProbe);
    }

    /** The image in a dead letter. */
    public RecordThumbnail ofDeadLetter(int partition, long offset) throws NoPictureException {
        return picture(topics.deadLetters(), partition, offset, images::ofProbe);
    }

    /** The image of an exemplar as it stands in its topic. */
    public RecordThumbnail ofExemplar(ExemplarKey key) throws NoPictureException {
        return picture(topics.exemplars(), 0, offsetOf(key), record -> images.ofExemplar(key, record));
    }

    /** The image file of an exemplar, byte for byte as it was before somebody encrypted it. */
    public byte[] fileOfExemplar(ExemplarKey key) throws NoPictureException {
        return images.ofExemplar(key, readRecord(topics.exemplars(), 0, offsetOf(key)));
    }

    private long offsetOf(ExemplarKey key) throws NoPictureException {
        OptionalLong offset = exemplars.offsetOf(key.text());
        if (offset.isEmpty()) {
            throw NoPictureException.gone("no longer enrolled");
        }
        return offset.getAsLong();
    }

    private ConsumerRecord<byte[], byte[]> readRecord(String topic, int partition, long offset)
            throws NoPictureException {
        return records.read(topic, partition, offset)
                .orElseThrow(() -> NoPictureException.gone("the topic no longer keeps this image"));
    }

    private interface ImageReading {
        byte[] image(ConsumerRecord<byte[], byte[]> record) throws NoPictureException;
    }

    private RecordThumbnail picture(String topic, int partition, long offset, ImageReading reading)
            throws NoPictureException {
        String place = topic + "/" + partition + "/" + offset;
        var known = cache.get(place);
        if (known.isPresent()) {
            return known.get();
        }
        ConsumerRecord<byte[], byte[]> record = readRecord(topic, partition, offset);
        RecordThumbnail picture = new RecordThumbnail(makeThumbnail(reading.image(record)), record.timestamp());
        cache.put(place, picture);
        return picture;
    }

    private byte[] makeThumbnail(byte[] file) throws NoPictureException {
        if (file.length == 0) {
            // Its image may be elsewhere: a claim check names it by imageUri.
            throw NoPictureException.unreadable("the record holds no image");
        }
        try {
            return thumbnails.makePng(file);
        } catch (UnreadableImageException e) {
            throw NoPictureException.unreadable(e.reason());
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
