package io.siamese.trainer;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.Splits;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "train", description = "Trains an encoder.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--data", required = true, arity = "1..*")
    List<String> data = new ArrayList<>();

    @Option(names = "--preset", defaultValue = "compact")
    String preset = "compact";

    @Option(names = "--steps", defaultValue = "12000")
    int steps;

    @Option(names = "--seed", defaultValue = "1")
    int seed;

    @Option(names = "--threads", defaultValue = "1")
    int threads;

    @Option(names = "--every", defaultValue = "500")
    int every;

    @Option(names = "--proxy-weight", defaultValue = "0")
    double proxyWeight;

    @Option(names = "--proxy-scale", defaultValue = "20")
    double proxyScale;

    @Option(names = "--proxy-margin", defaultValue = "0.2")
    double proxyMargin;

    @Option(names = "--pair-weight", defaultValue = "0")
    double pairWeight;

    @Option(names = "--pair-threshold", defaultValue = "0.5")
    double pairThreshold;

    @Option(names = "--memory", defaultValue = "0")
    int memory;

    @Option(names = "--checkpoint-dir")
    @Nullable
    Path checkpoints;

    @Option(names = "--resume")
    boolean resume;

    @Option(names = "--fit-select")
    boolean fitSelect;

    @Option(names = "--out")
    @Nullable
    Path out;

    @Override
    public Integer call() throws IOException {
        NativeSettings.apply(threads);
        Objective objective =
                new Objective(14, proxyWeight, proxyScale, proxyMargin, pairWeight, pairThreshold, memory);
        TrainSettings settings = new TrainSettings(
                Architecture.preset(preset),
                objective,
                EpisodeSampler.Settings.standard(),
                steps,
                seed,
                2e-3,
                fitSelect);
        Splits splits = TrainingData.split(TrainingData.read(data, seed), seed);
        List<EncodedClass> fitted = new ArrayList<>(splits.train());
        if (fitSelect) {
            fitted.addAll(splits.select());
        }
        var ink = Preprocessing.ink(settings.architecture().size());
        List<ImageClass> train = DataSet.decode(fitted, ink).classes();
        List<ImageClass> select = DataSet.decode(splits.select(), ink).classes();
        String name = settings + " on " + DataDigest.of(fitted);
        try (TrainingRun run = new TrainingRun(settings, train, select, name);
                Progress progress = new LineProgress(spec.commandLine().getOut(), steps)) {
            if (resume) {
                run.resume(checkpoints);
            }
            boolean done = run.train(progress, every, checkpoints);
            if (done && out != null) {
                String made = String.format("siamese train, %d steps, %.0f CPU seconds", run.steps(), run.cpuSeconds());
                new ModelMaker(settings, ink, splits).make(run.twins(), made).write(out);
            }
        }
        return 0;
    }
}
