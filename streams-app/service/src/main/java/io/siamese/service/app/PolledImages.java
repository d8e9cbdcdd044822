package io.siamese.service.app;

import io.siamese.encoder.image.Preprocessor;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.batching.ImageArrivals;
import io.siamese.service.batching.ImageCost;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.flow.ImageOpening;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says where the images of a topic's records are, so that those of a poll can be fetched and their cost estimated.
 *
 * @param schema of the topic's records
 * @param read reads a record
 * @param image takes the image out of what was read
 * @param sealedPlace tells what a record's image must have been encrypted for
 * @param reference tells where a record's image lies, if not in the record
 */
record PolledImages<T>(
        Schema schema,
        Function<ConsumerRecord<byte[], byte[]>, Incoming<T>> read,
        Function<T, ByteBuffer> image,
        Function<RawRecord, Optional<SealedPlace>> sealedPlace,
        Function<RawRecord, Optional<ImageReference>> reference) {

    /** @param preprocessor estimates the cost of an image */
    ImageArrivals openArrivals(Generation.Parts parts, Preprocessor preprocessor) {
        ImageOpening opening = new ImageOpening(parts.serdes().sealing());
        return new ImageArrivals(
                new ImageCost(
                        preprocessor,
                        schema,
                        this::imageOf,
                        (record, file) ->
                                opening.openForEstimate(file, () -> sealedPlace.apply(RawRecord.from(record)))),
                parts.referenced(),
                record -> reference.apply(RawRecord.from(record)));
    }

    private Optional<ByteBuffer> imageOf(ConsumerRecord<byte[], byte[]> record) {
        return read.apply(record) instanceof Incoming.Readable<T> readable
                ? Optional.ofNullable(image.apply(readable.value()))
                : Optional.empty();
    }
}
