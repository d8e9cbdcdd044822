package io.siamese.trainer.run;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.export.EncoderGraph;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.folds.Fold;
import io.siamese.trainer.model.CompactTwins;
import io.siamese.trainer.model.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the encoders of an earlier run of folds, so that each fold goes on from the encoder that never saw it. The record in
 * each checkpoint proves what the encoder was trained on.
 */
public final class EarlierFolds {

    private static final String FOLD = "fold-";

    private final Path folder;

    /** @param folder checkpoint folder of the earlier run */
    public EarlierFolds(Path folder) {
        this.folder = folder;
    }

    /** Where a run of folds keeps the checkpoint of one of them. @param number from 1 */
    public static Path checkpoints(Path folder, int number) {
        return folder.resolve(FOLD + number);
    }

    /**
     * The encoder that a fold may start from.
     *
     * @param folds all folds of this run, to say which one an encoder belongs to
     * @throws IllegalArgumentException if the record does not prove that the encoder never saw what the fold is judged on, or
     *     if its run did not end
     * @throws IOException if the checkpoint cannot be read or is damaged
     */
    public StartingEncoder encoder(Fold fold, List<Fold> folds) throws IOException {
        Path checkpoints = checkpoints(folder, fold.number());
        if (!Checkpoint.existsIn(checkpoints)) {
            throw refused(checkpoints, " has no checkpoint: " + folds.size() + " folds of an earlier run are needed");
        }
        Checkpoint saved = Checkpoint.readFrom(checkpoints);
        RecordedRun run = RecordedRun.parse(saved.run())
                .orElseThrow(() -> refused(checkpoints, " is no fold of preset compact: " + saved.run()));
        refuseOtherData(run, checkpoints, fold, folds);
        refuseOtherStart(run, checkpoints, fold);
        if (saved.steps() != run.steps()) {
            throw refused(
                    checkpoints,
                    " has " + saved.steps() + " of " + run.steps() + " steps: end that run first, with --resume");
        }
        return readEncoder(saved, run, fold.number());
    }

    private static void refuseOtherData(RecordedRun run, Path checkpoints, Fold fold, List<Fold> folds) {
        if (run.trainedOn(fold.fitted())) {
            return;
        }
        for (Fold other : folds) {
            if (run.trainedOn(other.fitted())) {
                throw refused(
                        checkpoints,
                        " was trained on what fold " + other.number() + " trains on, and has seen what fold "
                                + fold.number() + " is judged on");
            }
        }
        throw refused(
                checkpoints,
                " was trained on other classes than fold " + fold.number() + " of " + folds.size()
                        + ": it needs the same --data and --folds");
    }

    /** A fold's encoder may itself have started from one that this class read. It says so in its name. */
    private static void refuseOtherStart(RecordedRun run, Path checkpoints, Fold fold) {
        String own = FOLD + fold.number() + ":";
        run.from().filter(from -> !from.startsWith(own)).ifPresent(from -> {
            throw refused(
                    checkpoints,
                    " began with encoder " + from + ", which may have been trained on what fold " + fold.number()
                            + " is judged on");
        });
    }

    private static IllegalArgumentException refused(Path checkpoints, String reason) {
        return new IllegalArgumentException("--from-folds: " + checkpoints + reason);
    }

    private static StartingEncoder readEncoder(Checkpoint saved, RecordedRun run, int number) {
        try (CompactTwins twins = new CompactTwins(run.architecture(), Objective.standard(), 1)) {
            twins.engine().restore(saved.state(), saved.steps());
            byte[] onnx = EncoderGraph.graphBytes(twins.net());
            String id = FOLD + number + ":" + ModelFile.encoderId(onnx, run.preprocessing());
            return new StartingEncoder(id, run.preprocessing(), WeightsReader.readWeights(onnx));
        }
    }
}
