package io.siamese.trainer;

import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.folds.Fold;
import io.siamese.trainer.folds.FoldsTable;
import io.siamese.trainer.folds.GroupFigures;
import io.siamese.trainer.report.FoldsReport;
import io.siamese.trainer.run.Checkpoint;
import io.siamese.trainer.run.EarlierFolds;
import io.siamese.trainer.run.Interruption;
import io.siamese.trainer.run.LearningLog;
import io.siamese.trainer.run.LineProgress;
import io.siamese.trainer.run.RunNames;
import io.siamese.trainer.run.StepTimer;
import io.siamese.trainer.run.TrainSettings;
import io.siamese.trainer.run.TrainedEncoder;
import io.siamese.trainer.run.TrainingRun;
import io.siamese.trainer.run.Validator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains an encoder for each fold, one after another, and judges it on the fold's groups. Each has a checkpoint of its own, from
 * which it goes on.
 */
final class FoldsJob {

    private static final int SECONDS_A_MINUTE = 60;

    private final TrainSettings settings;
    private final int count;
    private final @Nullable Path earlier;
    private final double kept;
    private final Path folder;
    private final int every;
    private final PrintWriter out;

    /**
     * @param earlier folder of an earlier run of the same folds, from whose encoders these start; null: from drawn weights
     * @param kept share of their weights in the encoders that are judged
     */
    FoldsJob(
            TrainSettings settings,
            int count,
            @Nullable Path earlier,
            double kept,
            Path folder,
            int every,
            PrintWriter out) {
        this.settings = settings;
        this.count = count;
        this.earlier = earlier;
        this.kept = kept;
        this.folder = folder;
        this.every = every;
        this.out = out;
    }

    /**
     * Writes the report and its table into the folder.
     *
     * @param against table of an earlier run to compare with
     * @return whether all folds were trained; if not, their checkpoints are saved
     */
    boolean run(List<EncodedClass> classes, boolean resume, @Nullable Path against) throws IOException {
        List<Fold> folds = Fold.dealFolds(classes, count);
        List<GroupFigures> before = against == null ? List.of() : FoldsTable.readTable(against);
        refuseToOverwrite(resume);
        List<TrainSettings> recipes = recipes(folds);
        List<GroupFigures> figures = new ArrayList<>();
        for (Fold fold : folds) {
            if (!judgeFold(fold, recipes.get(fold.number() - 1), figures)) {
                return false;
            }
        }
        writeReport(figures, before);
        return true;
    }

    private void refuseToOverwrite(boolean resume) {
        if (!resume && Checkpoint.existsIn(foldFolder(1))) {
            throw new IllegalArgumentException("there is a checkpoint in " + foldFolder(1)
                    + ": go on with --resume, or name another --checkpoint-dir");
        }
    }

    private Path foldFolder(int fold) {
        return EarlierFolds.checkpoints(folder, fold);
    }

    /** The recipe of each fold, all of them before the first step: an encoder that cannot be started from is refused at once. */
    private List<TrainSettings> recipes(List<Fold> folds) throws IOException {
        List<TrainSettings> recipes = new ArrayList<>();
        for (Fold fold : folds) {
            TrainSettings recipe = settings.withoutGroups(fold.unseenGroups());
            refuseStrokesOfJudged(recipe, fold);
            recipes.add(
                    earlier == null
                            ? recipe
                            : recipe.startingFrom(new EarlierFolds(earlier)
                                    .encoder(fold, folds)
                                    .keeping(kept)));
        }
        return recipes;
    }

    /** Recordings are left out by whole groups alone. */
    private static void refuseStrokesOfJudged(TrainSettings recipe, Fold fold) {
        Set<String> strokes = new TreeSet<>(recipe.recordedGroups());
        strokes.retainAll(fold.groupsSeenInPart());
        if (!strokes.isEmpty()) {
            throw new IllegalArgumentException("--strokes: classes of " + String.join(", ", strokes)
                    + " are judged, because there are fewer than two groups a fold; leave its recordings out");
        }
    }

    private boolean judgeFold(Fold fold, TrainSettings recipe, List<GroupFigures> figures) throws IOException {
        List<ImageClass> judged =
                DataSet.decode(fold.judged(), recipe.preprocessing()).classes();
        List<ImageClass> fitted =
                DataSet.decode(fold.fitted(), recipe.preprocessing()).classes();
        if (fold.number() == 1) {
            estimate(recipe, fitted);
        }
        out.printf(Locale.ROOT, "fold %d of %d, judged on %s%n", fold.number(), count, fold.description());
        out.flush();
        try (TrainingRun run = recipe.startRun(fitted, judged, RunNames.nameRun(recipe, fold.fitted(), List.of()))) {
            if (!trained(run, foldFolder(fold.number()))) {
                return false;
            }
            TrainedEncoder encoder = run.encoder().orElseThrow();
            figures.addAll(GroupFigures.measure(
                    fold.number(), Validator.embedClasses(judged, encoder.embed()), settings.seed()));
        }
        return true;
    }

    /** Says before the training how long all folds will take. */
    private void estimate(TrainSettings recipe, List<ImageClass> fitted) throws IOException {
        double step = StepTimer.seconds(recipe, fitted);
        out.printf(
                Locale.ROOT,
                "%d folds of %d steps: about %.0f minutes, if a step goes on taking %.0f ms%n",
                count,
                settings.steps(),
                Math.ceil(count * settings.steps() * step / SECONDS_A_MINUTE),
                1000 * step);
        out.flush();
    }

    private boolean trained(TrainingRun run, Path checkpoints) throws IOException {
        if (Checkpoint.existsIn(checkpoints)) {
            run.resumeFrom(checkpoints);
        }
        try (Interruption interruption = new Interruption(run, checkpoints, out);
                LearningLog log = new LearningLog(checkpoints, run.steps(), new LineProgress(out, settings.steps()))) {
            boolean ended = run.train(log, every, checkpoints);
            if (ended) {
                interruption.trained();
            } else {
                interruption.tellSaved();
            }
            return ended;
        }
    }

    private void writeReport(List<GroupFigures> figures, List<GroupFigures> before) throws IOException {
        String recipe = settings
                + settings.describeEnd()
                + (earlier == null
                        ? ""
                        : ", each fold from its encoder of " + earlier
                                + (kept > 0 ? ", of which it keeps " + kept : ""));
        FoldsReport report = new FoldsReport(recipe, count, figures, before);
        FoldsTable.writeTable(figures, folder.resolve("folds.csv"));
        report.writeHtml(folder.resolve("folds.html"));
        report.writeSvg(folder.resolve("folds.svg"));
        out.println(report.renderText());
        out.println("wrote folds.html, folds.svg and folds.csv in " + folder);
        out.flush();
    }
}
