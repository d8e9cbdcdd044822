package io.siamese.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** The trainer's verbs. They need DJL, which the app never sees: the launcher runs them from the trainer's own jar. */
final class TrainerVerbs {

    private TrainerVerbs() {}

    @Command(
            name = "train",
            description = "Train an encoder on a folder of classes (by the launcher, ./siamese train).")
    static final class Train extends Elsewhere {}

    @Command(name = "evaluate", description = "Evaluate an encoder on images (by the launcher, ./siamese evaluate).")
    static final class Evaluate extends Elsewhere {}

    @Command(
            name = "calibrate",
            description =
                    "Fit thresholds to images of your own, without training (by the launcher, ./siamese calibrate).")
    static final class Calibrate extends Elsewhere {}

    @Command(
            name = "card",
            description = "Wrap an ONNX encoder of other make as a model file (by the launcher, ./siamese card).")
    static final class Card extends Elsewhere {}

    private abstract static class Elsewhere implements Callable<Integer> {

        @Unmatched
        private List<String> forTheTrainer = new ArrayList<>();

        @Override
        public Integer call() {
            throw new CommandFailure(
                    "training is not part of the deployed app; run ./siamese in the project's folder, which starts the trainer");
        }
    }
}
