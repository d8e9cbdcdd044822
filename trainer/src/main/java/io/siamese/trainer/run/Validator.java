package io.siamese.trainer.run;

import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Sample;
import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.rates.Asymmetry;
import io.siamese.trainer.rates.PairScores;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import java.util.function.Function;

/** Measures an encoder on a fixed set of classes, the same trials every time. */
public final class Validator {

    private static final int WAYS = 20;
    private static final int ROUNDS = 100;
    private static final long SEED = 20;

    private final List<ImageClass> classes;

    Validator(List<ImageClass> classes) {
        this.classes = classes;
    }

    Validation measure(Function<List<byte[]>, float[][]> encoder, int steps, double cpuSeconds, double loss) {
        return measure(encoder, Similarity.cosine(), steps, cpuSeconds, loss);
    }

    Validation measure(
            Function<List<byte[]>, float[][]> encoder,
            Similarity similarity,
            int steps,
            double cpuSeconds,
            double loss) {
        return measure(embedClasses(classes, encoder, similarity), steps, cpuSeconds, loss);
    }

    /** Measures untied twins: the second twin embeds the probes. */
    Validation measure(
            Function<List<byte[]>, float[][]> first,
            Function<List<byte[]>, float[][]> second,
            int steps,
            double cpuSeconds,
            double loss) {
        return measure(embedByTwins(first, second), steps, cpuSeconds, loss);
    }

    private static Validation measure(List<EmbeddedClass> embedded, int steps, double cpuSeconds, double loss) {
        NWayResult trials = NWayResult.measure(embedded, WAYS, ROUNDS, SEED);
        ScoreSet pairs = PairScores.compareAll(embedded);
        return new Validation(steps, cpuSeconds, loss, trials.errorRate(), pairs.eer(), pairs.fnmrAtFmr(0.01));
    }

    Asymmetry asymmetry(Function<List<byte[]>, float[][]> first, Function<List<byte[]>, float[][]> second) {
        return Asymmetry.measure(embedByTwins(first, second));
    }

    private List<EmbeddedClass> embedByTwins(
            Function<List<byte[]>, float[][]> first, Function<List<byte[]>, float[][]> second) {
        return classes.stream()
                .map(each -> {
                    List<byte[]> images =
                            each.samples().stream().map(Sample::undistorted).toList();
                    return new EmbeddedClass(
                            each.group(), each.name(), first.apply(images), second.apply(images), Similarity.cosine());
                })
                .toList();
    }

    public static List<EmbeddedClass> embedClasses(
            List<ImageClass> classes, Function<List<byte[]>, float[][]> encoder) {
        return embedClasses(classes, encoder, Similarity.cosine());
    }

    public static List<EmbeddedClass> embedClasses(
            List<ImageClass> classes, Function<List<byte[]>, float[][]> encoder, Similarity similarity) {
        return classes.stream()
                .map(each -> new EmbeddedClass(
                        each.group(),
                        each.name(),
                        encoder.apply(
                                each.samples().stream().map(Sample::undistorted).toList()),
                        similarity))
                .toList();
    }
}
