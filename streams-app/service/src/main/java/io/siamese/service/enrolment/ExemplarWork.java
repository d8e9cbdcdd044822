package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.Encoded;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Newcomer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads the exemplars of a chunk, embeds those that can be read together, and looks together for who is near to them. */
public final class ExemplarWork implements ChunkWork<PreparedExemplar> {
    private final ExemplarReader reader;
    private final ImageEncoder encoder;
    private final EnrolledTemplates enrolled;

    /** @param enrolled searched for neighbours */
    public ExemplarWork(EventSerdes serdes, ImageEncoder encoder, EnrolledTemplates enrolled) {
        this.reader = serdes.exemplarReader();
        this.encoder = encoder;
        this.enrolled = enrolled;
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
        List<PreparedExemplar> prepared = new ArrayList<>(chunk.size());
        for (Incoming<Exemplar> read : incoming) {
            prepared.add(new PreparedExemplar(
                    read, read instanceof Incoming.Readable<Exemplar> ? encoded.next() : null, null));
        }
        addNeighbours(chunk, prepared);
        return prepared;
    }

    private void addNeighbours(List<RawRecord> chunk, List<PreparedExemplar> prepared) {
        List<Newcomer> newcomers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < prepared.size(); i++) {
            Optional<Newcomer> newcomer = newcomer(chunk.get(i), prepared.get(i));
            if (newcomer.isPresent()) {
                newcomers.add(newcomer.get());
                places.add(i);
            }
        }
        List<Neighbours> found = enrolled.neighbours(newcomers);
        for (int i = 0; i < places.size(); i++) {
            prepared.set(places.get(i), prepared.get(places.get(i)).with(found.get(i)));
        }
    }

    private static Optional<Newcomer> newcomer(RawRecord record, PreparedExemplar prepared) {
        if (record.key() == null
                || !(prepared.encoded() instanceof Encoded.Embedding embedding)
                || !(prepared.incoming() instanceof Incoming.Readable<Exemplar> readable)
                || readable.value().getKind() != ExemplarKind.POSITIVE) {
            return Optional.empty();
        }
        try {
            ExemplarKey key = ExemplarKey.parse(record.key());
            return key.isPrefix() ? Optional.empty() : Optional.of(newcomer(key, embedding.values(), record.at()));
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    static Newcomer newcomer(ExemplarKey key, float[] embedding, long at) {
        return new Newcomer(key.gallery(), key.subject(), key.exemplar(), embedding, at);
    }
}
