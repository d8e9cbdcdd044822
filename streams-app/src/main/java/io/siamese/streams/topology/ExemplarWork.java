package io.siamese.streams.topology;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.batching.ChunkWork;
import io.siamese.streams.batching.Encoded;
import io.siamese.streams.batching.ImageEncoder;
import io.siamese.streams.batching.RawRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the exemplars of a chunk, and embeds those that can be read together. */
public final class ExemplarWork implements ChunkWork<PreparedExemplar> {
    private final ExemplarReader reader;
    private final ImageEncoder encoder;

    public ExemplarWork(EventSerdes serdes, ImageEncoder encoder) {
        this.reader = serdes.exemplarReader();
        this.encoder = encoder;
    }

    @Override
    public List<PreparedExemplar> apply(List<RawRecord> chunk) {
        List<Incoming<Exemplar>> incoming = new ArrayList<>(chunk.size());
        List<byte[]> images = new ArrayList<>(chunk.size());
        for (RawRecord record : chunk) {
            Incoming<Exemplar> read = reader.read(record.value(), record.headers());
            incoming.add(read);
            if (read instanceof Incoming.Readable<Exemplar> readable) {
                images.add(Images.bytes(readable.value().getImage()));
            }
        }
        Iterator<Encoded> encoded = encoder.encode(images).iterator();
        return incoming.stream()
                .map(read ->
                        new PreparedExemplar(read, read instanceof Incoming.Readable<Exemplar> ? encoded.next() : null))
                .toList();
    }
}
