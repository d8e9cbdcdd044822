package io.siamese.testbed.contract;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import java.util.List;
import java.util.function.Function;

/** An encoder that says what another one is, and encodes as a test wants. */
public record RiggedEncoder(Encoder encoder, Function<List<byte[]>, float[][]> encoding) implements Encoder {
    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        return encoding.apply(preprocessed);
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
    public void close() {
        encoder.close();
    }
}
