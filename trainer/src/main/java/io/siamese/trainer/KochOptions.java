package io.siamese.trainer;

import io.siamese.trainer.data.PairSampler;
import io.siamese.trainer.koch.KochSchedule;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.koch.LayerRates;
import io.siamese.trainer.run.KochSettings;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** Options of the koch2015 presets alone. */
final class KochOptions {

    private static final int BATCH = 128;

    static final List<String> NAMES = List.of(
            "--pairs",
            "--epoch",
            "--patience",
            "--layer-rates",
            "--layer-momentum",
            "--layer-penalty",
            "--momentum-epochs");

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "30000",
            description = "koch2015: pairs before distortion, eight more of each (default: ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            defaultValue = "2110",
            description = "koch2015: steps of an epoch (default: ${DEFAULT-VALUE}, all of 30,000 pairs nine times).")
    private int epoch;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "koch2015: epochs without a lower one-shot error before it stops (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--layer-rates",
            split = ",",
            paramLabel = "R",
            defaultValue = "0.01",
            description =
                    "koch2015: learning rate of each layer, the head last, or one for all (default: ${DEFAULT-VALUE})."
                            + " The paper searched 0.0001 to 0.1 and does not say what it found.")
    private List<Double> rates = List.of();

    @Option(
            names = "--layer-momentum",
            split = ",",
            paramLabel = "M",
            defaultValue = "0.9",
            description =
                    "koch2015: momentum of each layer in the end, or one for all; 0.5 at first (default: ${DEFAULT-VALUE}).")
    private List<Double> momentum = List.of();

    @Option(
            names = "--layer-penalty",
            split = ",",
            paramLabel = "L",
            defaultValue = "0.0001",
            description = "koch2015: L2 of each layer, or one for all (default: ${DEFAULT-VALUE}).")
    private List<Double> penalty = List.of();

    @Option(
            names = "--momentum-epochs",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "koch2015: epochs in which momentum grows, which the paper does not say (default: ${DEFAULT-VALUE}).")
    private int growing;

    KochSettings settings(KochShape shape, int steps, int seed) {
        int layers = shape.convolutions().size() + 2;
        List<Double> rate = perLayer("--layer-rates", rates, layers);
        List<Double> grown = perLayer("--layer-momentum", momentum, layers);
        List<Double> pull = perLayer("--layer-penalty", penalty, layers);
        List<LayerRates> all = IntStream.range(0, layers)
                .mapToObj(i -> new LayerRates(rate.get(i), grown.get(i), pull.get(i)))
                .toList();
        return new KochSettings(
                shape,
                new PairSampler.Settings(pairs, BATCH),
                all,
                new KochSchedule(growing),
                epoch,
                patience,
                steps,
                seed);
    }

    private static List<Double> perLayer(String option, List<Double> values, int layers) {
        if (values.size() == 1) {
            return Collections.nCopies(layers, values.get(0));
        }
        if (values.size() != layers) {
            throw new IllegalArgumentException(
                    option + ": one value, or one for each of the " + layers + " layers, got " + values.size());
        }
        return values;
    }
}
