package io.siamese.trainer;

import io.siamese.trainer.model.Objective;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what training minimises. */
final class ObjectiveOptions {

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "SOFTMAX",
            description = {
                "compact: what is minimised: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The koch2015 presets have"
                        + " the cross-entropy of pairs."
            })
    private Objective.Loss loss = Objective.Loss.SOFTMAX;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "14",
            description = "softmax, prototypes: multiplies cosines or squared distances (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = {
                "softmax: taken off the cosine of partners (default: 0.3 for ink, 0.1 for photo); contrastive: distance that non-mated pairs are"
                        + " pushed to (1); triplet: least difference of squared distances (0.2)."
            })
    private @Nullable Double margin;

    @Option(
            names = "--pooled",
            paramLabel = "SHARE",
            description = {
                "softmax: share of the loss in which a mated pair must be more alike than all non-mated pairs of the batch, not"
                        + " than those of its own two images alone: a threshold for all is learnt (default: 0 for ink, 0.5 for photo)."
            })
    private @Nullable Double pooled;

    /** @param photographs whether images are photographs, for which the softmax has defaults of its own */
    Objective objective(boolean photographs) {
        boolean photoSoftmax = photographs && loss == Objective.Loss.SOFTMAX;
        Objective byDefault = photoSoftmax ? Objective.forPhotos() : new Objective(loss, scale, loss.defaultMargin());
        return new Objective(
                loss,
                scale,
                margin == null ? byDefault.margin() : margin,
                pooled == null ? byDefault.pooled() : pooled);
    }
}
