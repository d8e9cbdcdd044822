package io.siamese.streams.batching;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.streams.gallery.Galleries;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares a chunk of probes: decode, encode in one batch, search. A record without a chunk is a chunk of one: the
 * same function. Thread-safe; the encoder belongs to the caller.
 */
public final class ChunkComparer {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkComparer.class);

    private final Encoder encoder;
    private final Galleries galleries;
    private final int candidates;

    /**
     * @param encoder embeds; its failures are not outcomes
     * @param galleries what is searched
     * @param candidates greatest number of candidates a probe, at least 1
     */
    public ChunkComparer(Encoder encoder, Galleries galleries, int candidates) {
        this.encoder = encoder;
        this.galleries = galleries;
        this.candidates = candidates;
    }

    /**
     * Compares the probes of a chunk, in their order. One unreadable image fails alone.
     *
     * @throws EncoderException if the encoder fails twice: nothing may be decided then
     */
    public List<Comparison> compare(List<ProbeImage> chunk) {
        Comparison[] comparisons = new Comparison[chunk.size()];
        List<byte[]> pixels = new ArrayList<>(chunk.size());
        List<Integer> readable = new ArrayList<>(chunk.size());
        for (int i = 0; i < comparisons.length; i++) {
            try {
                pixels.add(encoder.preprocessor().apply(chunk.get(i).image()));
                readable.add(i);
            } catch (UnreadableImageException e) {
                comparisons[i] = new Comparison.Unreadable(e.reason());
            }
        }
        float[][] embeddings = pixels.isEmpty() ? new float[0][] : encodeWithOneRetry(pixels);
        for (int j = 0; j < embeddings.length; j++) {
            ProbeImage probe = chunk.get(readable.get(j));
            comparisons[readable.get(j)] = new Comparison.Compared(
                    galleries.search(probe.gallery(), probe.claimedSubject(), embeddings[j], candidates, probe.at()));
        }
        return List.of(comparisons);
    }

    private float[][] encodeWithOneRetry(List<byte[]> pixels) {
        try {
            return encoder.encode(pixels);
        } catch (EncoderException e) {
            LOG.atWarn().setCause(e).addKeyValue("images", pixels.size()).log("the encoder failed, one retry");
            return encoder.encode(pixels);
        }
    }
}
