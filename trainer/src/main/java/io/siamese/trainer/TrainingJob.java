package io.siamese.trainer;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.Splits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Everything from reading the data to the model file. */
final class TrainingJob {

    private static final int SAVE_SECONDS = 30;

    private final Recipe recipe;
    private final SplitOptions splitting;
    private final InkMoments preprocessing;
    private final Path checkpoints;
    private final int every;
    private final PrintWriter out;

    TrainingJob(Recipe recipe, SplitOptions splitting, Path checkpoints, int every, PrintWriter out) {
        this.recipe = recipe;
        this.splitting = splitting;
        this.preprocessing = recipe.preprocessing();
        this.checkpoints = checkpoints;
        this.every = every;
        this.out = out;
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
        Splits splits = splitting.split(TrainingData.read(data, recipe.seed()), recipe.seed());
        say("train %s, select %s, calibrate %s, report %s%n", splits);
        List<EncodedClass> fitted = new ArrayList<>(splits.train());
        if (recipe.fitSelect()) {
            fitted.addAll(splits.select());
        }
        String name = recipe + " on " + DataDigest.of(fitted);
        try (Run run = recipe.start(
                DataSet.decode(fitted, preprocessing).classes(),
                DataSet.decode(splits.select(), preprocessing).classes(),
                name)) {
            if (resume) {
                run.resume(checkpoints);
            }
            Outcome outcome = train(run) ? new Outcome(true, model(run, splits)) : new Outcome(false, Optional.empty());
            out.print(run.remarks().isEmpty() ? "" : run.remarks() + System.lineSeparator());
            out.flush();
            return outcome;
        }
    }

    private void refuseToOverwrite(boolean resume) {
        boolean there = Checkpoint.exists(checkpoints);
        if (there && !resume) {
            throw new IllegalArgumentException("there is a checkpoint in " + checkpoints
                    + ": go on with --resume, or name another --checkpoint-dir");
        }
        if (!there && resume) {
            throw new IllegalArgumentException("--resume: there is no checkpoint in " + checkpoints);
        }
    }

    private void say(String format, Splits splits) {
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

    /** On Ctrl-C the step at hand is finished and saved before the process ends. */
    private boolean train(Run run) throws IOException {
        CountDownLatch saved = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(run, saved), "save-checkpoint");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Progress progress = new LearningLog(checkpoints, run.steps(), progress(run.steps()))) {
            return run.train(progress, every, checkpoints);
        } finally {
            saved.countDown();
            release(hook);
        }
    }

    private static void stop(Run run, CountDownLatch saved) {
        run.stop();
        try {
            if (!saved.await(SAVE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("siamese train: the checkpoint was not saved within " + SAVE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is what ended the run.
        }
    }

    private Progress progress(int from) {
        return System.console() == null ? new LineProgress(out, recipe.steps()) : new BarProgress(from, recipe.steps());
    }

    private Optional<ModelFile> model(Run run, Splits splits) throws IOException {
        String made = String.format(
                Locale.ROOT, "siamese train, %d steps in %.0f s of CPU time", run.steps(), run.cpuSeconds());
        Optional<TrainedEncoder> encoder = run.encoder();
        return encoder.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelMaker(recipe, splits).make(encoder.get(), made));
    }
}
