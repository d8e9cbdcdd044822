package io.siamese.service.batching;

/** What became of one image: its embedding, or why it has none. */
public sealed interface Encoded {
    /**
     * An embedding.
     *
     * @param values float[d], of unit length where the similarity is cosine; not to be changed
     */
    record Embedding(float[] values) implements Encoded {}

    /**
     * The image gives no embedding: failure to acquire, or to enrol.
     *
     * @param reason one of the documented reasons
     */
    record Unreadable(String reason) implements Encoded {}
}
