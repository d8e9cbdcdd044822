package io.siamese.streams.batching;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.streams.gallery.Galleries;
import java.util.ArrayList;
import java.util.List;

/** Compares the probes of a chunk: decode, encode in one batch, search. Thread-safe. */
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
     * Compares probes, in their order. One unreadable image fails alone.
     *
     * @throws EncoderException if the encoder fails: nothing may be decided then
     */
    public List<Comparison> compare(List<ProbeImage> chunk) {
        List<Encoded> encoded =
                encoder.encode(chunk.stream().map(ProbeImage::image).toList());
        List<Comparison> comparisons = new ArrayList<>(chunk.size());
        for (int i = 0; i < chunk.size(); i++) {
            comparisons.add(compare(chunk.get(i), encoded.get(i)));
        }
        return comparisons;
    }

    private Comparison compare(ProbeImage probe, Encoded encoded) {
        return encoded instanceof Encoded.Embedding embedding
                ? new Comparison.Compared(galleries.search(
                        probe.gallery(), probe.claimedSubject(), embedding.values(), candidates, probe.at()))
                : new Comparison.Unreadable(((Encoded.Unreadable) encoded).reason());
    }
}
