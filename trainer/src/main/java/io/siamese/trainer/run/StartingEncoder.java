package io.siamese.trainer.run;

import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.model.EncoderWeights;
import java.nio.file.Path;

/**
 * An encoder whose weights a training starts from.
 *
 * @param encoderId names it in checkpoints and cards
 * @param preprocessing that its weights were trained for
 * @param weights of each layer
 * @param kept their share in the encoder that comes out, 0 to less than 1: the rest are the trained weights
 */
public record StartingEncoder(String encoderId, Preprocessing preprocessing, EncoderWeights weights, double kept) {

    public StartingEncoder {
        if (!(kept >= 0 && kept < 1)) {
            throw new IllegalArgumentException("--keep-start=" + kept + ": a share from 0 to less than 1");
        }
    }

    /** An encoder of whose weights nothing is kept but where they lead. */
    public StartingEncoder(String encoderId, Preprocessing preprocessing, EncoderWeights weights) {
        this(encoderId, preprocessing, weights, 0);
    }

    /** The same, with this share of its weights in the encoder that comes out. */
    public StartingEncoder keeping(double share) {
        return new StartingEncoder(encoderId, preprocessing, weights, share);
    }

    /** @throws IllegalArgumentException if the file is no model file that this trainer wrote for preset compact */
    public static StartingEncoder readModel(Path file) {
        ModelFile model = ModelFile.read(file);
        try {
            return new StartingEncoder(
                    model.encoderId(), model.card().preprocessing(), WeightsReader.readWeights(model.bytes()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** What files say of orientation and transparency may differ, because the weights see pixels alone. */
    void refuseOtherPreprocessing(Preprocessing needed) {
        if (!ignoringReading(preprocessing).equals(ignoringReading(needed))) {
            throw new IllegalArgumentException("--from: encoder " + encoderId + " takes images of the preprocessing "
                    + preprocessing.canonicalJson() + ", this run those of " + needed.canonicalJson());
        }
    }

    private static Preprocessing ignoringReading(Preprocessing whole) {
        return whole.withReading(OrientationRule.AS_STORED, Transparency.WHITE);
    }

    /** Part of the name of a run, whose steps do not depend on what is kept in the end. */
    @Override
    public String toString() {
        return encoderId;
    }
}
