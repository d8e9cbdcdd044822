package io.siamese.trainer.measure;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.OneShotRun;
import io.siamese.trainer.evaluation.CardFigures;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.evaluation.Evaluator;
import io.siamese.trainer.oneshot.OneShotRunResult;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import io.siamese.trainer.report.ConfusingImages;
import io.siamese.trainer.report.EvaluationReport;
import io.siamese.trainer.report.LearningPoint;
import io.siamese.trainer.report.MeasuredModel;
import io.siamese.trainer.trials.EmbeddedClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Evaluates a model on images: everything that a report shows. Opens the encoder and closes it. */
public final class EvaluationJob {

    private final ModelFile model;
    private final String modelName;
    private final Evaluator.Settings settings;

    public EvaluationJob(ModelFile model, String modelName, Evaluator.Settings settings) {
        this.model = model;
        this.modelName = modelName;
        this.settings = settings;
    }

    /**
     * What is measured on.
     *
     * @param name for people
     * @param classes empty if there are only runs
     * @param runs may be empty
     */
    public record Input(String name, List<EncodedClass> classes, List<OneShotRun> runs) {}

    public EvaluationReport run(Input input, List<LearningPoint> learning) throws IOException {
        List<EncodedClass> bounded = PairBudget.sampleClasses(input.classes(), settings.seed());
        try (OnnxEncoder encoder =
                OnnxEncoder.open(model, EncoderSettings.defaults().withImageLimits(DataSet.LIMITS))) {
            Embedder embedder = new Embedder(encoder);
            OneShotRunsResult runs = input.runs().isEmpty() ? null : measureRuns(input.runs(), embedder);
            Embedder.Embedded found = embedder.embed(bounded);
            List<EncodedClass> measured = found.files();
            List<EmbeddedClass> embedded = found.classes();
            Evaluation evaluation = bounded.isEmpty() ? null : evaluate(embedded);
            ConfusingImages pictures = evaluation == null
                    ? ConfusingImages.noImages()
                    : new PictureBook(measured, embedder, model.card().preprocessing()).collectPictures(evaluation);
            return new EvaluationReport(
                    subject(input.name(), measured, embedder, remarks(input.classes(), bounded, found)),
                    measured.stream().map(EvaluationJob::groupAndName).toList(),
                    evaluation,
                    runs,
                    realised(embedded),
                    pictures,
                    learning);
        }
    }

    private static OneShotRunsResult measureRuns(List<OneShotRun> runs, Embedder embedder) throws IOException {
        List<OneShotRunResult> results = new ArrayList<>();
        for (OneShotRun run : runs) {
            int[] answers = run.answers().stream().mapToInt(Integer::intValue).toArray();
            results.add(OneShotRunResult.fromTrials(
                    run.name(),
                    embedder.embed(run.probes(), ""),
                    answers,
                    embedder.embed(run.exemplars(), ""),
                    embedder.similarity()));
        }
        return new OneShotRunsResult(results);
    }

    private Evaluation evaluate(List<EmbeddedClass> embedded) {
        Evaluator evaluator = new Evaluator(embedded, settings, calibration());
        try (EvaluationProgress progress = new EvaluationProgress("measure", evaluator.stageCount())) {
            return evaluator.evaluate(progress::showTask);
        }
    }

    private @Nullable Calibration calibration() {
        return model.calibration().orElse(null);
    }

    private List<AchievedRate> realised(List<EmbeddedClass> embedded) {
        return embedded.isEmpty() || model.calibration().isEmpty()
                ? List.of()
                : new CardFigures(embedded, settings.seed())
                        .realised(model.calibration().get());
    }

    private MeasuredModel subject(String data, List<EncodedClass> measured, Embedder embedder, List<String> remarks) {
        return new MeasuredModel(
                model.encoderId(),
                modelName,
                model.card().preset(),
                describePreprocessing(model.card().preprocessing()),
                model.card().similarity().kind() + " of " + model.card().dimension() + " numbers",
                data,
                measured.size(),
                (int) measured.stream().map(EncodedClass::group).distinct().count(),
                countImages(measured),
                embedder.preprocessingMicros(),
                embedder.encodingMicros(),
                remarks);
    }

    private static String describePreprocessing(Preprocessing preprocessing) {
        String kind = preprocessing instanceof InkMoments ? "ink, moment-normalised to " : "photographs, resized to ";
        return kind + preprocessing.width() + " × " + preprocessing.height()
                + (preprocessing.channels() == 3 ? " in colour" : "");
    }

    private List<String> remarks(List<EncodedClass> named, List<EncodedClass> bounded, Embedder.Embedded found) {
        List<String> remarks = new ArrayList<>();
        DataUse trained = model.card().trained();
        List<String> seen = trained == null
                ? List.of()
                : found.files().stream()
                        .map(EncodedClass::group)
                        .distinct()
                        .filter(trained.groups()::contains)
                        .toList();
        if (!seen.isEmpty()) {
            remarks.add("the model was trained on these groups, so the figures flatter it: " + String.join(", ", seen));
        }
        if (countImages(bounded) < countImages(named)) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "measured on %d of %d classes and %d of %d images, so as to compare no more than %d pairs",
                    bounded.size(),
                    named.size(),
                    countImages(bounded),
                    countImages(named),
                    PairBudget.MOST_PAIRS));
        }
        if (!found.unreadable().isEmpty()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "failure to acquire: %d of %d images (%.2f %%) gave no embedding and are in no other figure; the first: %s",
                    found.unreadable().size(),
                    countImages(bounded),
                    100.0 * found.unreadable().size() / countImages(bounded),
                    found.unreadable().get(0)));
        }
        return remarks;
    }

    private static int countImages(List<EncodedClass> classes) {
        return classes.stream().mapToInt(each -> each.files().size()).sum();
    }

    private static String groupAndName(EncodedClass each) {
        return each.group().isEmpty() ? each.name() : each.group() + "/" + each.name();
    }
}
