package io.siamese.streams.topology;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.gallery.Galleries;
import io.siamese.streams.gallery.GalleryTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the gallery log to the gallery. Records come as bytes and are parsed here: one that a deserializer refused
 * would stop Streams. Whatever is in a record, the epoch goes on; an unreadable template counts as none.
 */
final class GalleryUpdater implements Processor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryUpdater.class);
    private static final Galleries.Change NOTHING = galleries -> {};

    private final String encoderId;
    private final int dimension;
    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;
    private ProcessorContext<Void, Void> context;
    private Galleries galleries;

    GalleryUpdater(
            String encoderId,
            int dimension,
            EventReader<Template> templates,
            EventReader<ActiveEncoder> activeEncoders) {
        this.encoderId = encoderId;
        this.dimension = dimension;
        this.templates = templates;
        this.activeEncoders = activeEncoders;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        context = processorContext;
        galleries = context.<GalleryStore>getStateStore(GalleryStore.NAME).galleries();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        galleries.apply(offset, change(record.key(), record.value(), offset));
    }

    private Galleries.Change change(byte[] key, byte[] value, long offset) {
        try {
            GalleryLogKey parsed = GalleryLogKey.parse(key);
            if (parsed instanceof GalleryLogKey.ActiveEncoderKey) {
                return activation(value);
            }
            if (parsed instanceof GalleryLogKey.TemplateKey template
                    && template.encoderId().equals(encoderId)) {
                return template(template, value);
            }
            return NOTHING;
        } catch (MalformedKeyException e) {
            // A tombstone under a key that never named an exemplar tells only a status.
            LOG.atDebug().addKeyValue("offset", offset).log("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private Galleries.Change activation(byte[] value) {
        Optional<String> active = readable(activeEncoders.read(value)).map(ActiveEncoder::getEncoderId);
        return galleries -> galleries.activate(active.orElse(null));
    }

    private Galleries.Change template(GalleryLogKey.TemplateKey key, byte[] value) throws MalformedKeyException {
        ExemplarKey exemplar = key.exemplar();
        Optional<GalleryTemplate> template = readable(templates.read(value)).flatMap(t -> template(exemplar, t));
        if (value != null && template.isEmpty()) {
            LOG.atWarn().addKeyValue("exemplar", exemplar.text()).log("an unreadable template in the gallery log");
        }
        return template.<Galleries.Change>map(t -> galleries -> galleries.put(t))
                .orElse(galleries -> galleries.remove(exemplar.gallery(), exemplar.subject(), exemplar.exemplar()));
    }

    private Optional<GalleryTemplate> template(ExemplarKey key, Template template) {
        if (template.getEmbedding().size() != dimension) {
            return Optional.empty();
        }
        Instant validUntil = template.getValidUntil();
        return Optional.of(new GalleryTemplate(
                key.gallery(),
                key.subject(),
                key.exemplar(),
                template.getKind(),
                floats(template.getEmbedding()),
                validUntil == null ? Long.MAX_VALUE : validUntil.toEpochMilli()));
    }

    private static <T> Optional<T> readable(Incoming<T> incoming) {
        return incoming instanceof Incoming.Readable<T> readable ? Optional.of(readable.value()) : Optional.empty();
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
