package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.DataUse;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.calibration.Calibrator;
import io.siamese.trainer.calibration.LeaveOneOut;
import io.siamese.trainer.calibration.LeftOutRate;
import io.siamese.trainer.calibration.ReferenceMaker;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.measure.Embedder;
import io.siamese.trainer.report.LeaveOneOutReport;
import io.siamese.trainer.run.CpuClock;
import io.siamese.trainer.trials.EmbeddedClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siamese calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fits thresholds and likelihood ratios to images of your own, without training: what a similarity means depends on"
                    + " what is compared.",
            "",
            "Writes MODEL.calibration.json beside the model, where the app finds it, or a new model file with --into. The"
                    + " images should be what you verify, of subjects that the model was not trained on: at least 40 subjects"
                    + " with 2 images each for an FMR of 1 %%, more for less. A rate that the images do not support is named"
                    + " and left out.",
            "",
            "Exit code 0: written; 1: no rate is supported, nothing written; 2: wrong usage."
        })
final class CalibrateCommand implements Callable<Integer> {

    private static final int NAMED = 20;
    private static final int GROUPS_TO_PREDICT = 3;

    private final CpuClock clock = new CpuClock(0);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "The model file (default: the bundled model).")
    private @Nullable Path model;

    @Option(
            names = "--images",
            required = true,
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Folders or zip files of images by class (a folder of images is a class, the path above it its group), or"
                            + " 'drawn'.")
    private List<String> images = new ArrayList<>();

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "GROUP",
            description = "Use these groups of the images alone, such as those that the model never saw.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--trained-images",
            arity = "1..*",
            paramLabel = "PATH",
            description = {
                "Images that the model was trained on: no threshold comes from them, only how far groups lie apart, which"
                        + " narrows what is predicted for a new group. Groups under --images are left out."
            })
    private List<String> trained = new ArrayList<>();

    @Option(
            names = "--population",
            paramLabel = "TEXT",
            description =
                    "What the images are, for people who read the calibration (default: the names of the groups).")
    private @Nullable String population;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "Write a model file with the calibration inside instead of one beside the model.")
    private @Nullable Path into;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the calibration to this file (default: <model>.calibration.json).")
    private @Nullable Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides the trials (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--leave-one-out",
            description = {
                "Calibrate nothing, but show what calibrations like this are worth: each group in turn is left out, thresholds and"
                        + " predictions are fitted on the others, and the rates that they come to on it are shown. Needs at least "
                        + LeaveOneOut.FEWEST_GROUPS
                        + " groups. Targets that a calibration would refuse are measured too, and marked."
            })
    private boolean leaveOneOut;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "With --leave-one-out: also write everything as JSON, group by group; rates are shares.")
    private @Nullable Path json;

    @Option(names = "--long", description = "Print every threshold and every refusal instead of ten lines.")
    private boolean everything;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        CalibrationTarget target = leaveOneOut ? null : new CalibrationTarget(model, into, out);
        ModelFile file = model == null ? ModelFile.bundled() : ModelFile.read(model);
        List<EncodedClass> own = readOwnClasses();
        List<EncodedClass> seen = trained.isEmpty() ? List.of() : readTrainedClasses(own);
        try (OnnxEncoder encoder =
                OnnxEncoder.open(file, EncoderSettings.defaults().withImageLimits(DataSet.LIMITS))) {
            Embedder.Embedded embedded = embedClasses(encoder, own);
            List<EmbeddedClass> spread = embedClasses(encoder, seen).classes();
            describe(file, embedded.classes());
            return target == null
                    ? leaveOneOut(file, embedded.classes(), spread)
                    : calibrate(file, embedded, spread, target);
        }
    }

    private void checkOptions() {
        if (leaveOneOut && (into != null || out != null || population != null)) {
            throw new IllegalArgumentException(
                    "--leave-one-out makes no calibration: it goes without --into, --out and --population");
        }
        if (json != null && !leaveOneOut) {
            throw new IllegalArgumentException(
                    "--json goes with --leave-one-out; a calibration is JSON by itself: --out");
        }
    }

    private int calibrate(ModelFile file, Embedder.Embedded found, List<EmbeddedClass> spread, CalibrationTarget target)
            throws IOException {
        List<EmbeddedClass> embedded = found.classes();
        Calibration calibration = new Calibrator(embedded, spread, seed, this::printStep)
                .calibrate(file.encoderId(), population == null ? describeStrangers(embedded) : population)
                .withReference(new ReferenceMaker(
                                found.measures(), embedded, found.unreadable().size(), seed)
                        .makeReference());
        printLine(
                everything
                        ? new CalibrationTable(calibration).renderText()
                        : new CalibrationSummary(calibration).renderText());
        if (!everything) {
            printLine("every threshold with its intervals, and every refusal: --long");
        }
        if (calibration.fmr().isEmpty()) {
            printLine("no rate is supported by " + embedded.size() + " classes: nothing written");
            return 1;
        }
        printLine(target.writeCalibration(file, calibration));
        return 0;
    }

    private int leaveOneOut(ModelFile file, List<EmbeddedClass> embedded, List<EmbeddedClass> spread)
            throws IOException {
        List<String> left = new ArrayList<>(
                embedded.stream().map(EmbeddedClass::group).distinct().toList());
        List<String> comparable = LeaveOneOut.comparable(embedded);
        left.removeAll(comparable);
        if (!left.isEmpty()) {
            printLine("groups without two classes of two images take no part: " + String.join(", ", left));
        }
        List<LeftOutRate> rates = new LeaveOneOut(embedded, spread, seed, this::printStep).measureRates();
        LeaveOneOutReport report = new LeaveOneOutReport(file.encoderId(), comparable.size(), embedded.size(), rates);
        printLine(report.renderText());
        if (json != null) {
            Files.createDirectories(json.toAbsolutePath().getParent());
            report.writeJson(json);
            printLine("wrote " + json);
        }
        printLine(String.format(Locale.ROOT, "%.0f s of CPU time", clock.seconds()));
        return 0;
    }

    private List<EncodedClass> readOwnClasses() throws IOException {
        List<EncodedClass> all = TrainingData.readClasses(images, seed);
        for (String group : only) {
            if (all.stream().noneMatch(each -> each.group().equals(group))) {
                throw new IllegalArgumentException("--only: there is no group " + group + ", there are "
                        + all.stream().map(EncodedClass::group).distinct().collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(each -> only.isEmpty() || only.contains(each.group()))
                .toList();
    }

    private List<EncodedClass> readTrainedClasses(List<EncodedClass> own) throws IOException {
        List<String> groups = own.stream().map(EncodedClass::group).distinct().toList();
        return TrainingData.readClasses(trained, seed).stream()
                .filter(each -> !groups.contains(each.group()))
                .toList();
    }

    private Embedder.Embedded embedClasses(OnnxEncoder encoder, List<EncodedClass> classes) {
        Embedder.Embedded found = new Embedder(encoder).embed(classes, this::printStep);
        nameUnreadable(
                found.unreadable(),
                classes.stream().mapToInt(each -> each.files().size()).sum());
        return found;
    }

    private void nameUnreadable(List<String> unreadable, int count) {
        if (!unreadable.isEmpty()) {
            printLine(unreadable.size() + " of " + count + " images cannot be read and are left out:");
            unreadable.stream().limit(NAMED).forEach(line -> printLine("  " + line));
            if (unreadable.size() > NAMED) {
                printLine("  and " + (unreadable.size() - NAMED) + " more");
            }
        }
    }

    private void describe(ModelFile file, List<EmbeddedClass> embedded) {
        List<String> groups =
                embedded.stream().map(EmbeddedClass::group).distinct().toList();
        long single =
                embedded.stream().filter(each -> each.embeddings().length == 1).count();
        printLine("encoder " + file.encoderId() + " on " + embedded.size() + " classes of " + groups.size()
                + (groups.size() == 1 ? " group" : " groups"));
        if (single > 0) {
            printLine(single
                    + " classes have one image: they are strangers and candidates of searches, and cannot be verified");
        }
        if (groups.size() < GROUPS_TO_PREDICT) {
            printLine("fewer than " + GROUPS_TO_PREDICT
                    + " groups: nothing is predicted for a group that is not among them");
        }
        DataUse use = file.card().trained();
        List<String> flattering = use == null
                ? List.of()
                : groups.stream().filter(use.groups()::contains).toList();
        if (!flattering.isEmpty()) {
            printLine("the model was trained on these groups, so the thresholds are too low for others: "
                    + String.join(", ", flattering));
        }
    }

    /** Who the strangers are. */
    private static String describeStrangers(List<EmbeddedClass> embedded) {
        List<String> groups = embedded.stream()
                .map(EmbeddedClass::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
        String of = groups.isEmpty() ? "" : " of " + String.join(", ", groups.subList(0, Math.min(30, groups.size())));
        return "subjects of the same group as the probe, " + embedded.size() + " classes" + of
                + "; searches: galleries filled with the probe's own group first";
    }

    private void printStep(String what) {
        printLine(String.format(Locale.ROOT, "cpu %.0f s  %s", clock.seconds(), what));
    }

    private void printLine(String line) {
        printer().println(line);
        printer().flush();
    }

    private PrintWriter printer() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
