package io.siamese.trainer;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.OneShotRun;
import io.siamese.trainer.data.RunsSource;
import io.siamese.trainer.data.Splits;
import io.siamese.trainer.evaluation.Evaluator;
import io.siamese.trainer.measure.EvaluationJob;
import io.siamese.trainer.report.EvaluationReport;
import io.siamese.trainer.report.HtmlReport;
import io.siamese.trainer.report.JsonReport;
import io.siamese.trainer.report.LearningPoint;
import io.siamese.trainer.report.TextReport;
import io.siamese.trainer.report.TextSummary;
import io.siamese.trainer.run.LearningLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            "N-way K-shot trials, verification (EER, FNMR at fixed FMR, DET, Cllr), open-set search, the hardest groups and the"
                    + " worst confusions, and what the model's calibrated thresholds come to. Classes are compared with those of"
                    + " their own group only: the hard case. docs/evaluation.md defines every figure."
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
            arity = "1..*",
            paramLabel = "PATH",
            description = "Folders or zip files of images by class, or 'drawn'.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "One-shot runs in the layout of Omniglot's all_runs, a folder or a zip; alone, or beside --data.")
    private @Nullable Path runs;

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

    @Option(
            names = "--ways",
            paramLabel = "N",
            defaultValue = "20",
            description = "Classes of a trial (default: ${DEFAULT-VALUE}).")
    private int ways;

    @Option(
            names = "--shots",
            split = ",",
            paramLabel = "K",
            defaultValue = "1,5",
            description = "Exemplars of a class in a trial, several apart by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> shots = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write everything as JSON; rates are shares.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a report with plots and pictures: one HTML file that needs no network.")
    private @Nullable Path html;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Checkpoint folder of the model's training, for the learning curve of the report.")
    private @Nullable Path run;

    @Option(names = "--long", description = "Print all tables instead of ten lines.")
    private boolean everything;

    @Override
    public Integer call() throws IOException {
        if (data.isEmpty() && runs == null) {
            throw new IllegalArgumentException("--data or --runs: name images to measure on");
        }
        Evaluator.Settings settings = new Evaluator.Settings(ways, shots, seed);
        List<LearningPoint> learning = run == null ? List.of() : LearningLog.readPoints(run);
        ModelFile file = model == null ? ModelFile.bundled() : ModelFile.read(model);
        String name = model == null ? "the bundled model" : fileName(model);
        EvaluationReport report = new EvaluationJob(file, name, settings).run(readInput(), learning);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(everything ? new TextReport(report).renderText() : new TextSummary(report).renderText());
        if (!everything) {
            out.println("all tables: --long, or --html FILE");
        }
        if (json != null) {
            JsonReport.writeReport(report, withParentFolder(json));
        }
        if (html != null) {
            new HtmlReport(report).writeTo(withParentFolder(html));
            out.println();
            out.println("wrote " + html);
        }
        out.flush();
        return 0;
    }

    private EvaluationJob.Input readInput() throws IOException {
        List<EncodedClass> classes = data.isEmpty() ? List.of() : chosenClasses();
        List<OneShotRun> given = runs == null ? List.of() : new RunsSource(runs).readRuns();
        List<String> names = new ArrayList<>(
                data.stream().map(Path::of).map(EvaluateCommand::fileName).toList());
        if (!data.isEmpty() && split != Split.ALL) {
            names.add("split " + split.name().toLowerCase(Locale.ROOT));
        }
        if (runs != null) {
            names.add(given.size() + " runs of " + fileName(runs));
        }
        return new EvaluationJob.Input(String.join(", ", names), classes, given);
    }

    /** A report is passed on: what lies above the data is nobody's business. */
    private static String fileName(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    private static Path withParentFolder(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return file;
    }

    private List<EncodedClass> chosenClasses() throws IOException {
        List<EncodedClass> all = TrainingData.readClasses(data, seed);
        if (split == Split.ALL) {
            return all;
        }
        Splits splits = splitting.splitClasses(all, seed);
        return switch (split) {
            case TRAIN -> splits.train();
            case SELECT -> splits.select();
            case CALIBRATE -> splits.calibrate();
            case REPORT, ALL -> splits.report();
        };
    }
}
