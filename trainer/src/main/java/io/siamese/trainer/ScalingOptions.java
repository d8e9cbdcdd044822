package io.siamese.trainer;

import io.siamese.trainer.export.Scaling;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say how pixels become what a graph takes as floats. */
final class ScalingOptions {

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description = "Float input: mean of each channel, of values in [0, 1], or one for all (default: 0).")
    private List<Float> mean = List.of(0f);

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Float input: deviation of each channel, or one for all (default: 1).")
    private List<Float> deviation = List.of(1f);

    /** @throws IllegalArgumentException if they make no sense, or the graph takes bytes */
    void checkScaling(boolean takesFloats) {
        boolean given = !mean.equals(List.of(0f)) || !deviation.equals(List.of(1f));
        if (given && !takesFloats) {
            throw new IllegalArgumentException("--mean, --std: the graph takes bytes and scales them itself");
        }
        if (deviation.stream().anyMatch(each -> !(each > 0))) {
            throw new IllegalArgumentException("--std=" + deviation + ": must be above 0");
        }
    }

    Scaling toScaling(int channels) {
        return new Scaling(perChannel("--mean", mean, channels), perChannel("--std", deviation, channels));
    }

    private static float[] perChannel(String option, List<Float> values, int channels) {
        if (values.size() != 1 && values.size() != channels) {
            throw new IllegalArgumentException(
                    option + ": one value, or one for each of the " + channels + " channels, got " + values.size());
        }
        float[] each = new float[channels];
        for (int i = 0; i < channels; i++) {
            each[i] = values.get(values.size() == 1 ? 0 : i);
        }
        return each;
    }
}
