package io.siamese.trainer;

import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Twinning;
import io.siamese.trainer.run.KochSettings;
import io.siamese.trainer.run.MadeUpShares;
import io.siamese.trainer.run.Recipe;
import io.siamese.trainer.run.StartingEncoder;
import io.siamese.trainer.run.TrainSettings;
import io.siamese.trainer.run.UntiedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide what a run computes. */
final class SettingsOptions {

    private enum Start {
        EQUAL,
        DIFFERENT
    }

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "compact",
            description = {
                "Architecture and recipe: compact (default); koch2015, the network of Koch et al. 2015 as printed, which"
                        + " takes days; koch2015-35, the same at 35 pixels, which takes minutes."
            })
    private String preset = "compact";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Updates of the whole run; the learning rate falls to 0 at the last. 1500 take 2 to 4 minutes of"
                            + " one core, the default ${DEFAULT-VALUE} half an hour to an hour.")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides initial parameters, episodes and drawn characters (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "compact: Adam's learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--widths",
            split = ",",
            paramLabel = "N",
            description = "compact: channels after the stem and after each of the three blocks (default: 16,16,48,96).")
    private List<Integer> widths = new ArrayList<>();

    @Option(
            names = "--untied",
            paramLabel = "START",
            description =
                    "compact: an experiment that trains two blocks instead of one, which start ${COMPLETION-CANDIDATES}, and"
                            + " writes no model: what tied weights are good for.")
    private @Nullable Start untied;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = {
                "compact: a model file of this trainer whose weights the run starts from, instead of drawn ones. It has the same"
                        + " input, and as many channels or fewer. What it was trained on must be in no split that is judged."
            })
    private @Nullable Path from;

    @Option(
            names = "--keep-start",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = {
                "compact: share of the starting encoder's weights in the one that comes out, for example 0.5: their weighted mean"
                        + " (default: ${DEFAULT-VALUE}). It needs --from or --from-folds, and the same --widths. It changes no"
                        + " step, so a finished run can be exported again with --resume and another share."
            })
    private double keepStart;

    @Option(
            names = "--whiten",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = {
                "compact: share of the training classes' covariance by which the embeddings are whitened after the last step, so that"
                        + " directions in which images of one class differ count less; 0 for none (default: ${DEFAULT-VALUE}). It"
                        + " changes no step, so a finished run can be exported again with --resume and another share."
            })
    private double whiten;

    @Option(
            names = "--fit-select",
            description =
                    "Train on the select split too, as the bundled model does: nothing is left to choose by, so fix"
                            + " --steps before.")
    private boolean fitSelect;

    @Mixin
    private ObjectiveOptions objective = new ObjectiveOptions();

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Mixin
    private ViewOptions view = new ViewOptions();

    @Mixin
    private KochOptions koch = new KochOptions();

    /** Share of the weights that a run started from in the encoder that comes out. */
    double keptOfStart() {
        return keepStart;
    }

    int seed() {
        return seed;
    }

    /** @throws IllegalArgumentException naming the first option that is out of range */
    Recipe recipe() throws IOException {
        if (KochShape.isPreset(preset)) {
            return koch.settings(KochShape.forPreset(preset), steps, seed);
        }
        if (untied == null) {
            return settings();
        }
        return new UntiedSettings(
                settings(), untied == Start.EQUAL ? Twinning.UNTIED_EQUAL : Twinning.UNTIED_DIFFERENT);
    }

    /** Options that are for other recipes than this one. */
    List<String> notReadBy(Recipe recipe) {
        if (recipe instanceof UntiedSettings) {
            return Stream.concat(KochOptions.NAMES.stream(), Stream.of("--keep-start", "--whiten"))
                    .toList();
        }
        return recipe instanceof KochSettings
                ? List.of(
                        "--rate",
                        "--loss",
                        "--preprocessing",
                        "--channels",
                        "--augment",
                        "--turned-classes",
                        "--recoloured-classes",
                        "--size",
                        "--pooling",
                        "--scale",
                        "--margin",
                        "--pooled",
                        "--groups",
                        "--classes",
                        "--per-class",
                        "--sampling",
                        "--made-up",
                        "--strokes",
                        "--recombined",
                        "--compounds",
                        "--widths",
                        "--untied",
                        "--from",
                        "--keep-start",
                        "--whiten",
                        "--fit-select",
                        "--every")
                : KochOptions.NAMES;
    }

    /** @throws IOException if recorded strokes cannot be read */
    MadeUpShares madeUpShares() throws IOException {
        return batch.madeUpShares();
    }

    boolean startsFromModel() {
        return from != null;
    }

    private TrainSettings settings() throws IOException {
        return new TrainSettings(
                architecture(),
                objective.objective(view.arePhotographs()),
                batch.settings(
                        view.arePhotographs(), view.turnedClasses(), view.recolouredClasses(), view.augmentation()),
                madeUpShares(),
                view.arePhotographs(),
                steps,
                seed,
                rate,
                from == null ? null : StartingEncoder.readModel(from).keeping(keepStart),
                fitSelect,
                whiten);
    }

    private Architecture architecture() {
        Architecture named = Architecture.forPreset(preset)
                .withChannels(view.channels())
                .withSize(view.size())
                .withPooling(view.pooling());
        return widths.isEmpty() ? named : named.withWidths(widths);
    }
}
