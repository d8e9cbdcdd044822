package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** Takes the mean and the deviation of each channel of feature maps. */
public final class MapStatistics {

    /** Added to a variance before its root is taken, because the root has no slope where a channel is the same everywhere. */
    public static final float EPSILON = 1e-4f;

    private static final int[] PLACES = {2};

    private MapStatistics() {}

    /**
     * Of each map the means over its places, then the deviations: {@code sqrt(max(0, mean(x²) - mean(x)²) + epsilon)}.
     *
     * @param maps {@code [batch, channels, H, W]} each
     * @return {@code [batch, 2 · channels of all maps]}
     */
    static NDArray collectAll(List<NDArray> maps) {
        NDList collected = new NDList();
        for (NDArray map : maps) {
            Shape shape = map.getShape();
            NDArray values = map.reshape(shape.get(0), shape.get(1), -1);
            NDArray mean = values.mean(PLACES);
            NDArray variance = values.mul(values).mean(PLACES).sub(mean.mul(mean));
            collected.add(mean);
            // Rounding can make a variance a little less than 0.
            collected.add(variance.maximum(0).add(EPSILON).sqrt());
        }
        return NDArrays.concat(collected, 1);
    }
}
