package io.siamese.trainer.koch;

import io.siamese.trainer.model.Architecture;
import java.util.List;

/**
 * Layers of the paper's network (figure 4): convolutions without padding, rectified, each pooled 2 × 2 where it says so,
 * then one dense layer of sigmoids, which is the embedding.
 *
 * @param preset the name under which users ask for it
 * @param size height and width of the input, one channel, in pixels
 * @param convolutions from the input on
 * @param dimension units of the dense layer
 * @param denseDeviation of the dense layer's initial weights
 * @param headDeviation of the head's initial weights
 */
public record KochShape(
        String preset,
        int size,
        List<Convolution> convolutions,
        int dimension,
        double denseDeviation,
        double headDeviation) {

    /**
     * @param filters output channels
     * @param kernel side of the filters, pixels
     * @param pooled whether a maximum over 2 × 2, stride 2, follows
     * @param deviation of the initial weights
     */
    public record Convolution(int filters, int kernel, boolean pooled, double deviation) {}

    public KochShape {
        convolutions = List.copyOf(convolutions);
    }

    /** The paper's: 105 pixels, 38,951,745 parameters with the head. */
    public static KochShape paperShape() {
        return new KochShape(
                "koch2015",
                105,
                List.of(
                        new Convolution(64, 10, true, 0.01),
                        new Convolution(128, 7, true, 0.01),
                        new Convolution(128, 4, true, 0.01),
                        new Convolution(256, 4, false, 0.01)),
                4096,
                0.2,
                0.2);
    }

    /**
     * A third of the pixels and of the filters' sides (rounded up), half the filters, a quarter of the dense layer. The
     * initial weights are drawn wider by √(inputs of a unit in the paper / inputs here), so that what reaches a unit varies
     * as it does there: with the paper's own 0.01 the two views of a small net differ by nothing, and it does not learn.
     */
    public static KochShape reduced() {
        return new KochShape(
                "koch2015-35",
                35,
                List.of(
                        new Convolution(32, 4, true, 0.025),
                        new Convolution(64, 3, true, 0.033),
                        new Convolution(64, 2, true, 0.028),
                        new Convolution(128, 2, false, 0.028)),
                1024,
                0.85,
                0.4);
    }

    public static boolean isPreset(String name) {
        return name.startsWith("koch2015");
    }

    /** @throws IllegalArgumentException for a name that is no preset of the trainer */
    public static KochShape forPreset(String name) {
        return switch (name) {
            case "koch2015" -> paperShape();
            case "koch2015-35" -> reduced();
            default ->
                throw new IllegalArgumentException("preset: unknown '" + name + "', allowed: " + Architecture.PRESETS);
        };
    }
}
