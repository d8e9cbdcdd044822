package io.siamese.trainer;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Twinning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide what a run computes. */
final class SettingsOptions {

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
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "SOFTMAX",
            description = {
                "compact: what is minimised: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The koch2015 presets have"
                        + " the cross-entropy of pairs."
            })
    private Objective.Loss loss = Objective.Loss.SOFTMAX;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "14",
            description = "softmax, prototypes: multiplies cosines or squared distances (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = {
                "softmax: taken off the cosine of partners (default: 0.3); contrastive: distance that non-mated pairs are"
                        + " pushed to (1); triplet: least difference of squared distances (0.2)."
            })
    private @Nullable Double margin;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "2",
            description = "Groups in a batch (default: ${DEFAULT-VALUE}).")
    private int groups;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "20",
            description = "Classes of each group in a batch, two images each (default: ${DEFAULT-VALUE}).")
    private int classes;

    private enum Start {
        EQUAL,
        DIFFERENT
    }

    @Option(
            names = "--untied",
            paramLabel = "START",
            description =
                    "compact: an experiment that trains two blocks instead of one, which start ${COMPLETION-CANDIDATES}, and"
                            + " writes no model: what tied weights are good for.")
    private @Nullable Start untied;

    @Option(
            names = "--fit-select",
            description =
                    "Train on the select split too, as the bundled model does: nothing is left to choose by, so fix"
                            + " --steps before.")
    private boolean fitSelect;

    @Mixin
    private KochOptions koch = new KochOptions();

    int seed() {
        return seed;
    }

    /** @throws IllegalArgumentException naming the first option that is out of range */
    Recipe recipe() {
        if (KochShape.isPreset(preset)) {
            return koch.settings(KochShape.preset(preset), steps, seed);
        }
        if (untied == null) {
            return settings();
        }
        return new UntiedSettings(
                settings(), untied == Start.EQUAL ? Twinning.UNTIED_EQUAL : Twinning.UNTIED_DIFFERENT);
    }

    /** Options that are for other recipes than this one. */
    List<String> notReadBy(Recipe recipe) {
        return recipe instanceof KochSettings
                ? List.of(
                        "--rate",
                        "--loss",
                        "--scale",
                        "--margin",
                        "--groups",
                        "--classes",
                        "--untied",
                        "--fit-select",
                        "--every")
                : KochOptions.NAMES;
    }

    private TrainSettings settings() {
        return new TrainSettings(
                Architecture.preset(preset),
                new Objective(loss, scale, margin == null ? loss.defaultMargin() : margin),
                new EpisodeSampler.Settings(groups, classes, Augmentation.standard()),
                steps,
                seed,
                rate,
                fitSelect);
    }
}
