package io.siamese.encoder.onnx;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.vector.Similarity;
import java.util.List;

/** Passes every call on to another encoder, for those that change one of them. Closing it closes the other one. */
public abstract class ForwardingEncoder implements Encoder {
    private final Encoder encoder;

    protected ForwardingEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public String encoderId() {
        return encoder.encoderId();
    }

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public ModelCard card() {
        return encoder.card();
    }

    @Override
    public Preprocessor preprocessor() {
        return encoder.preprocessor();
    }

    @Override
    public Similarity similarity() {
        return encoder.similarity();
    }

    @Override
    public float noise() {
        return encoder.noise();
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        return encoder.encode(preprocessed);
    }

    @Override
    public void close() {
        encoder.close();
    }
}
