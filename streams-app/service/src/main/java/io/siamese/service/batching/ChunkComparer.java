package io.siamese.service.batching;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryQuery;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Compares the probes of a chunk: decode, encode in one batch, search together. Thread-safe. */
public final class ChunkComparer {
    private final ImageEncoder encoder;
    private final Galleries galleries;
    private final int candidates;

    /**
     * @param galleries what is searched
     * @param candidates greatest number of candidates a probe, at least 1
     */
    public ChunkComparer(ImageEncoder encoder, Galleries galleries, int candidates) {
        this.encoder = encoder;
        this.galleries = galleries;
        this.candidates = candidates;
    }

    /**
     * Compares probes, in their order, at one epoch of the galleries. One unreadable image fails alone.
     *
     * @throws EncoderException if the encoder fails: nothing may be decided then
     */
    public List<Comparison> compare(List<ProbeImage> chunk) {
        List<Encoded> encoded =
                encoder.encode(chunk.stream().map(ProbeImage::image).toList());
        Iterator<Galleries.Found> found =
                galleries.search(queries(chunk, encoded), candidates).iterator();
        List<Comparison> comparisons = new ArrayList<>(chunk.size());
        for (Encoded image : encoded) {
            comparisons.add(
                    image instanceof Encoded.Unreadable unreadable
                            ? new Comparison.Unreadable(unreadable.reason())
                            : new Comparison.Compared(found.next()));
        }
        return comparisons;
    }

    private static List<GalleryQuery> queries(List<ProbeImage> chunk, List<Encoded> encoded) {
        List<GalleryQuery> queries = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            if (encoded.get(i) instanceof Encoded.Embedding embedding) {
                ProbeImage probe = chunk.get(i);
                queries.add(new GalleryQuery(probe.gallery(), probe.claimedSubject(), embedding.values(), probe.at()));
            }
        }
        return queries;
    }
}
