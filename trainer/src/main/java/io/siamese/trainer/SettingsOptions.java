package io.siamese.trainer;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import picocli.CommandLine.Option;

/** Options that decide what a run computes. */
final class SettingsOptions {

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "compact",
            description = "Architecture and recipe: compact (default).")
    private String preset = "compact";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "16000",
            description =
                    "Updates of the whole run; the learning rate falls to 0 at the last. 1500 take about 3 minutes of"
                            + " one core, the default ${DEFAULT-VALUE} about 35.")
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
            description = "Adam's learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "14",
            description = "Multiplies cosines in the softmax (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--margin",
            paramLabel = "M",
            defaultValue = "0.3",
            description = "Taken off the cosine of partners (default: ${DEFAULT-VALUE}).")
    private double margin;

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

    @Option(
            names = "--fit-select",
            description =
                    "Train on the select split too, as the bundled model does: nothing is left to choose by, so fix"
                            + " --steps before.")
    private boolean fitSelect;

    int seed() {
        return seed;
    }

    /** @throws IllegalArgumentException naming the first option that is out of range */
    TrainSettings settings() {
        return new TrainSettings(
                Architecture.preset(preset),
                new Objective(scale, margin),
                new EpisodeSampler.Settings(groups, classes, Augmentation.standard()),
                steps,
                seed,
                rate,
                fitSelect);
    }
}
