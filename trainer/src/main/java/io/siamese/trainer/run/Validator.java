package io.siamese.trainer.run;

import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Sample;
import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.rates.Asymmetry;
import io.siamese.trainer.rates.PairScores;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.Scorer;
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
        return measure(encoder, Scorer.cosine(), steps, cpuSeconds, loss);
    }

    Validation measure(
            Function<List<byte[]>, float[][]> encoder, Scorer scorer, int steps, double cpuSeconds, double loss) {
        List<EmbeddedClass> embedded = embed(classes, encoder, scorer);
        NWayResult trials = NWayResult.measure(embedded, WAYS, ROUNDS, SEED);
        ScoreSet pairs = PairScores.of(embedded);
        return new Validation(steps, cpuSeconds, loss, trials.error(), pairs.eer(), pairs.fnmrAtFmr(0.01));
    }

    Asymmetry asymmetry(Function<List<byte[]>, float[][]> encoder, Scorer scorer) {
        return Asymmetry.of(embed(classes, encoder, scorer));
    }

    public static List<EmbeddedClass> embed(List<ImageClass> classes, Function<List<byte[]>, float[][]> encoder) {
        return embed(classes, encoder, Scorer.cosine());
    }

    public static List<EmbeddedClass> embed(
            List<ImageClass> classes, Function<List<byte[]>, float[][]> encoder, Scorer scorer) {
        return classes.stream()
                .map(each -> new EmbeddedClass(
                        each.group(),
                        each.name(),
                        encoder.apply(each.samples().stream().map(Sample::plain).toList()),
                        scorer))
                .toList();
    }
}
