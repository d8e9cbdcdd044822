package io.siamese.trainer;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.Splits;
import io.siamese.trainer.run.Checkpoint;
import io.siamese.trainer.run.Interruption;
import io.siamese.trainer.run.LearningLog;
import io.siamese.trainer.run.LineProgress;
import io.siamese.trainer.run.Recipe;
import io.siamese.trainer.run.RunNames;
import io.siamese.trainer.run.TrainedEncoder;
import io.siamese.trainer.run.TrainingProgress;
import io.siamese.trainer.run.TrainingRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Trains: reads the data, runs the training and writes the model file. */
final class TrainingJob {

    private final Recipe recipe;
    private final SplitOptions splitting;
    private final Preprocessing preprocessing;
    private final Path checkpoints;
    private final int every;
    private final PrintWriter out;
    private final Clock clock;

    TrainingJob(Recipe recipe, SplitOptions splitting, Path checkpoints, int every, PrintWriter out, Clock clock) {
        this.recipe = recipe;
        this.splitting = splitting;
        this.preprocessing = recipe.preprocessing();
        this.checkpoints = checkpoints;
        this.every = every;
        this.out = out;
        this.clock = clock;
    }

    /**
     * What came of a run.
     *
     * @param finished whether it reached its end; if not, its checkpoint is saved
     * @param model empty if it did not, or if it was an experiment that makes none
     */
    record Outcome(boolean finished, Optional<ModelFile> model) {}

    Outcome run(List<String> data, boolean resume) throws IOException {
        refuseToOverwrite(resume);
        Splits splits = splitting.splitClasses(TrainingData.readClasses(data, recipe.seed()), recipe.seed());
        printSplits("train %s, select %s, calibrate %s, report %s%n", splits);
        List<EncodedClass> fitted = new ArrayList<>(splits.train());
        if (recipe.fitSelect()) {
            fitted.addAll(splits.select());
        }
        refuseStrokesOfOthers(fitted);
        String name = RunNames.nameRun(recipe, fitted, splits.select());
        checkSplit("calibrate", 2, splits.calibrate());
        checkSplit("report", 1, splits.report());
        try (TrainingRun run = recipe.startRun(
                DataSet.decode(fitted, preprocessing).classes(),
                DataSet.decode(splits.select(), preprocessing).classes(),
                name)) {
            if (resume) {
                run.resumeFrom(checkpoints);
            }
            return trainAndMake(run, splits);
        }
    }

    private Outcome trainAndMake(TrainingRun run, Splits splits) throws IOException {
        try (Interruption interruption = new Interruption(run, checkpoints, out)) {
            if (!trainReporting(run, interruption)) {
                interruption.tellSaved();
                return new Outcome(false, Optional.empty());
            }
            interruption.trained();
            Outcome outcome = new Outcome(true, makeModel(run, splits));
            out.print(run.remarks().isEmpty() ? "" : run.remarks() + System.lineSeparator());
            out.flush();
            return outcome;
        }
    }

    /** What is needed only when training is over is better refused before it begins. */
    private void checkSplit(String split, long least, List<EncodedClass> classes) throws IOException {
        long paired = classes.stream().filter(each -> each.files().size() > 1).count();
        if (paired < least) {
            throw new IllegalArgumentException("splits: " + split + " has " + paired
                    + " classes with two images or more, at least " + least + " are needed");
        }
        DataSet.decode(classes, preprocessing);
    }

    /** Strokes of an alphabet that is validated, calibrated or reported on would make its figures too good. */
    private void refuseStrokesOfOthers(List<EncodedClass> fitted) {
        Set<String> others = new TreeSet<>(recipe.recordedGroups());
        fitted.forEach(each -> others.remove(each.group()));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException(
                    "--strokes: " + String.join(", ", others) + " is not trained on; leave its recordings out");
        }
    }

    private void refuseToOverwrite(boolean resume) {
        boolean there = Checkpoint.existsIn(checkpoints);
        if (there && !resume) {
            throw new IllegalArgumentException("there is a checkpoint in " + checkpoints
                    + ": go on with --resume, or name another --checkpoint-dir");
        }
        if (!there && resume) {
            throw new IllegalArgumentException("--resume: there is no checkpoint in " + checkpoints);
        }
    }

    private void printSplits(String format, Splits splits) {
        out.printf(
                Locale.ROOT,
                format,
                size(splits.train()),
                size(splits.select()),
                size(splits.calibrate()),
                size(splits.report()));
        out.flush();
    }

    private static String size(List<EncodedClass> classes) {
        long groups = classes.stream().map(EncodedClass::group).distinct().count();
        return classes.size() + " classes of " + groups + (groups == 1 ? " group" : " groups");
    }

    private boolean trainReporting(TrainingRun run, Interruption interruption) throws IOException {
        try (TrainingProgress progress = new LearningLog(checkpoints, run.steps(), progress(run.steps()))) {
            return run.train(progress, every, checkpoints);
        } catch (IOException | RuntimeException e) {
            interruption.tellFailed(e);
            throw e;
        }
    }

    private TrainingProgress progress(int from) {
        return System.console() == null ? new LineProgress(out, recipe.steps()) : new BarProgress(from, recipe.steps());
    }

    private Optional<ModelFile> makeModel(TrainingRun run, Splits splits) throws IOException {
        String made = String.format(
                Locale.ROOT,
                "siamese train, %d steps in %.0f s of CPU time, on %s%s",
                run.steps(),
                run.cpuSeconds(),
                LocalDate.now(clock),
                recipe.describeEnd());
        Optional<TrainedEncoder> encoder = run.encoder();
        return encoder.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelMaker(recipe, splits).makeModel(encoder.get(), made));
    }
}
