package io.siamese.service.gallerylog;

import io.siamese.service.gallery.Galleries;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Applies the gallery log to the gallery. Records come as bytes and are parsed here: one that a deserializer refused
 * would stop Streams. Whatever is in a record, the epoch goes on.
 */
public final class GalleryUpdater implements Processor<byte[], byte[], Void, Void> {
    private final GalleryLog log;
    private ProcessorContext<Void, Void> context;
    private Galleries galleries;

    public GalleryUpdater(GalleryLog log) {
        this.log = log;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        galleries = context.<GalleryStore>getStateStore(GalleryStore.NAME).galleries();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        galleries.apply(offset, log.change(record.key(), record.value(), record.headers()));
    }
}
