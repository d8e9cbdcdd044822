package io.siamese.trainer;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.madeup.AlphabetSheet;
import io.siamese.trainer.data.madeup.MadeUpAlphabets;
import io.siamese.trainer.run.FailureText;
import io.siamese.trainer.run.NativeSettings;
import io.siamese.trainer.run.Recipe;
import io.siamese.trainer.run.TrainSettings;
import io.siamese.trainer.run.UntiedSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siamese train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains an encoder on images by class and writes a model file with its card and calibration.",
            "",
            "Classes are divided into four disjoint splits: train, select (validation), calibrate (thresholds) and report"
                    + " (figures of the card): by named groups, or by a hash of the group's name, or of the class's where"
                    + " there are fewer than 8 groups."
        })
final class TrainCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final int SHEET_ALPHABETS = 3;
    private static final int SHEET_CHARACTERS = 8;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Folders or zip files of images (a folder of images is a class, the path above it its group), or"
                            + " 'drawn' for characters that are made up.")
    private List<String> data = new ArrayList<>();

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    private SplitOptions splits = new SplitOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The model file, replaced where it exists (default: <preset>.onnx in the checkpoint folder).")
    private @Nullable Path out;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the native library; with 1, a seed gives the same model to the bit (default: 1).")
    private int threads;

    @Option(
            names = "--checkpoint-dir",
            paramLabel = "DIR",
            description = "Where the run is saved, also on Ctrl-C (default: runs/<preset>-<seed>).")
    private @Nullable Path checkpoints;

    @Option(
            names = "--resume",
            description =
                    "Go on from the checkpoint, exactly as if never interrupted. Settings and data must be the same.")
    private boolean resume;

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "500",
            description = "Steps between validations and checkpoints (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--show-made-up",
            paramLabel = "FILE",
            description =
                    "Train nothing, and write a PNG sheet of alphabets that --made-up and --recombined would draw.")
    private @Nullable Path sheet;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = {
                "Make no model, and judge the recipe: the groups are dealt to K folds by a hash of their names, K encoders are"
                        + " trained, and each is judged on the fold that it did not see. Splits are not used."
            })
    private @Nullable Integer folds;

    @Option(
            names = "--from-folds",
            paramLabel = "DIR",
            description = {
                "With --folds: the checkpoint folder of an earlier run of the same folds. Each fold starts from its encoder there,"
                        + " which never saw the fold."
            })
    private @Nullable Path fromFolds;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "With --folds: the folds.csv of another recipe, to compare with group by group.")
    private @Nullable Path against;

    @Override
    public Integer call() throws IOException {
        if (sheet != null) {
            return showMadeUp(sheet);
        }
        if (data.isEmpty()) {
            throw new IllegalArgumentException("Missing required option: '--data=PATH'");
        }
        Recipe settings = options.recipe();
        refuseWhatIsNotRead(settings);
        if (threads < 1 || every < 1) {
            throw new IllegalArgumentException("--threads and --every: at least 1, got " + threads + " and " + every);
        }
        NativeSettings.apply(threads);
        if (folds == null && fromFolds != null) {
            throw new IllegalArgumentException("--from-folds: needs --folds; --from names a model file to start from");
        }
        if (options.keptOfStart() != 0 && fromFolds == null && !options.startsFromModel()) {
            throw new IllegalArgumentException("--keep-start: needs --from or --from-folds");
        }
        Path folder = checkpoints == null ? Path.of("runs", settings.preset() + "-" + settings.seed()) : checkpoints;
        if (folds != null) {
            return judgeByFolds(settings, folds, folder) ? 0 : INTERRUPTED;
        }
        Path file = out == null ? folder.resolve(settings.preset() + ".onnx") : out;
        prepare(file);
        TrainingJob job = new TrainingJob(settings, splits, folder, every, printer(), Clock.systemUTC());
        TrainingJob.Outcome outcome = job.run(data, resume);
        outcome.model().ifPresent(model -> writeModel(model, file));
        return outcome.finished() ? 0 : INTERRUPTED;
    }

    private boolean judgeByFolds(Recipe recipe, int count, Path runs) throws IOException {
        if (!(recipe instanceof TrainSettings settings)) {
            throw new IllegalArgumentException("--folds: only preset compact with tied twins is judged by folds");
        }
        Path folder = checkpoints == null ? runs.resolveSibling(runs.getFileName() + "-folds-" + count) : checkpoints;
        return new FoldsJob(settings, count, fromFolds, options.keptOfStart(), folder, every, printer())
                .run(TrainingData.readClasses(data, settings.seed()), resume, against);
    }

    private int showMadeUp(Path file) throws IOException {
        List<MadeUpAlphabets> makers = options.madeUpShares().alphabets();
        if (makers.isEmpty()) {
            throw new IllegalArgumentException("--show-made-up: --made-up=SHARE or --strokes say what to show");
        }
        new AlphabetSheet(SHEET_ALPHABETS, SHEET_CHARACTERS).writeSheet(makers, options.seed(), file);
        printer().println("wrote " + file);
        return 0;
    }

    /** A place that cannot be written is told before the training, not after it. */
    private static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--out=" + file + ": is a folder, name a file");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("--out=" + file + ": the folder cannot be made: " + FailureText.describe(e), e);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("--out=" + file + ": the folder must not be written to");
        }
    }

    /** An option that a recipe does not read would be believed to have had an effect. */
    private void refuseWhatIsNotRead(Recipe recipe) {
        CommandLine.ParseResult parsed =
                Objects.requireNonNull(spec).commandLine().getParseResult();
        for (String option : options.notReadBy(recipe)) {
            if (parsed.hasMatchedOption(option)) {
                throw new IllegalArgumentException(option + ": " + describe(recipe) + " does not read it");
            }
        }
    }

    private static String describe(Recipe recipe) {
        return recipe instanceof UntiedSettings ? "an untied pair" : "preset " + recipe.preset();
    }

    private void writeModel(ModelFile model, Path file) {
        model.write(file.toAbsolutePath());
        printer().println("wrote " + file + ", encoder " + model.encoderId());
        printer().println(FigureTable.mainFigures(model.card().results()).renderText());
        printer().println("all figures, by exemplars and fusion: ./siamese card --show " + file);
        model.calibration()
                .flatMap(calibration -> new CalibrationSummary(calibration).warning())
                .ifPresent(printer()::println);
        printer().flush();
    }

    private PrintWriter printer() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
