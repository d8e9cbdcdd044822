package io.siamese.trainer.report;

import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.evaluation.Evaluator;
import io.siamese.trainer.oneshot.OneShotRunResult;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A report of a real evaluation, of embeddings made up of two numbers; names and captions are hostile. */
final class Reports {

    static final String HOSTILE = "</script><script>alert(1)</script>&\"'";

    private Reports() {}

    static EvaluationReport fullReport() {
        List<EmbeddedClass> classes = classes();
        Evaluation evaluation =
                new Evaluator(classes, new Evaluator.Settings(5, List.of(1, 2), 1), null).evaluate(stage -> {});
        ImageViews picture = new ImageViews(HOSTILE, "data:image/png;base64,AAAA", "data:image/png;base64,BBBB");
        List<PicturePair> pairs = List.of(new PicturePair(picture, picture, 0.987f));
        return new EvaluationReport(
                subject(classes.size()),
                classes.stream().map(each -> each.group() + "/" + each.name()).toList(),
                evaluation,
                runs(),
                List.of(
                        new AchievedRate(
                                "FMR", 0.01, null, 1, "BEST", 0.0023, 0.25, new BootstrapInterval(0.0005, 0.16)),
                        new AchievedRate("FPIR", 0.1, 20, 5, "MEAN", 0.055, null, null)),
                new ConfusingImages(pairs, pairs, List.of()),
                List.of(
                        new LearningPoint(100, 10, 4.5, 0.3, 0.1, 0.5),
                        new LearningPoint(200, 20, 3.5, 0.2, 0.08, 0.4)));
    }

    static EvaluationReport onlyRuns() {
        return new EvaluationReport(
                subject(0), List.of(), null, runs(), List.of(), ConfusingImages.noImages(), List.of());
    }

    private static OneShotRunsResult runs() {
        return new OneShotRunsResult(
                List.of(new OneShotRunResult("run01", 20, 20, 2), new OneShotRunResult("run02", 20, 20, 1)));
    }

    private static MeasuredModel subject(int classes) {
        return new MeasuredModel(
                "0123456789abcdef",
                "my.onnx",
                "compact",
                "ink",
                "cosine of 2 numbers",
                HOSTILE,
                classes,
                2,
                8 * classes,
                100,
                200,
                List.of("a remark"));
    }

    private static List<EmbeddedClass> classes() {
        Random random = new Random(1);
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            float[][] rows = new float[8][];
            for (int drawer = 0; drawer < rows.length; drawer++) {
                double angle = i + 0.3 * random.nextGaussian();
                rows[drawer] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
            }
            classes.add(new EmbeddedClass(i < 6 ? HOSTILE : "other", "c" + i, rows));
        }
        return classes;
    }
}
