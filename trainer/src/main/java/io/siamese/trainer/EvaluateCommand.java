package io.siamese.trainer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Splits;
import io.siamese.trainer.eval.EmbeddedClass;
import io.siamese.trainer.eval.Report;
import io.siamese.trainer.eval.Scorer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siamese evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a model on images by class, through ONNX Runtime as when serving.",
            "",
            "20-way one-shot error with its 95 %% Wilson interval (ties are errors), EER, false non-match rates at fixed false"
                    + " match rates, and what the model's calibrated thresholds come to. Classes are compared with those of"
                    + " their own group only: the hard case."
        })
final class EvaluateCommand implements Callable<Integer> {

    private enum Split {
        TRAIN,
        SELECT,
        CALIBRATE,
        REPORT,
        ALL
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description = "Folders or zip files of images by class, or 'drawn'.")
    private List<String> data = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "The model file (default: the bundled model).")
    private @Nullable Path model;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            defaultValue = "ALL",
            description = "Which of the splits that training makes of the data: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private Split split = Split.ALL;

    @Mixin
    private SplitOptions splitting = new SplitOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides splits by hash, and the trials (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON, as shares.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        ModelFile file = model == null ? ModelFile.bundled() : ModelFile.read(model);
        List<EmbeddedClass> embedded = embed(file, chosen());
        Report report = new Report(embedded, seed);
        Map<String, Double> figures = new LinkedHashMap<>(report.figures());
        file.calibration().ifPresent(calibration -> figures.putAll(report.realised(calibration)));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println("encoder " + file.encoderId() + " on " + embedded.size() + " classes");
        warnOfTrained(file, embedded, out);
        out.println(new FigureTable(figures).text());
        out.flush();
        if (json != null) {
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(json.toFile(), figures);
        }
        return 0;
    }

    private static void warnOfTrained(ModelFile file, List<EmbeddedClass> embedded, PrintWriter out) {
        DataUse trained = file.card().trained();
        if (trained == null) {
            return;
        }
        List<String> seen = embedded.stream()
                .map(EmbeddedClass::group)
                .distinct()
                .filter(trained.groups()::contains)
                .toList();
        if (!seen.isEmpty()) {
            out.println("the model was trained on these groups, so the figures flatter it: " + String.join(", ", seen));
        }
    }

    private List<EncodedClass> chosen() throws IOException {
        List<EncodedClass> all = TrainingData.read(data, seed);
        if (split == Split.ALL) {
            return all;
        }
        Splits splits = splitting.split(all, seed);
        return switch (split) {
            case TRAIN -> splits.train();
            case SELECT -> splits.select();
            case CALIBRATE -> splits.calibrate();
            case REPORT, ALL -> splits.report();
        };
    }

    private static Scorer scorer(SimilaritySpec similarity) {
        return similarity.kind().equals(SimilaritySpec.COSINE) ? Scorer.cosine() : WeightedL1.scorer(similarity);
    }

    private static List<EmbeddedClass> embed(ModelFile file, List<EncodedClass> classes) throws IOException {
        if (!(file.card().preprocessing() instanceof InkMoments ink)) {
            throw new IllegalArgumentException(
                    "evaluate: the model's preprocessing is not ink, which is all this version measures");
        }
        List<ImageClass> decoded = DataSet.decode(classes, ink).classes();
        try (OnnxEncoder encoder = OnnxEncoder.open(file, EncoderSettings.defaults())) {
            return Validator.embed(
                    decoded, encoder::encode, scorer(encoder.card().similarity()));
        }
    }
}
