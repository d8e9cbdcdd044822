package io.siamese.trainer.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds the weights of an exported encoder, layer by layer: batch normalisation is part of its convolutions.
 *
 * @param convolutions the stem's, then of each residual block the first, the second and that of the shortcut, if it has one
 * @param projection to the embedding, kernel {@code [dimension, features]}
 */
public record EncoderWeights(List<Layer> convolutions, Layer projection) {

    public EncoderWeights {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * The weighted mean with another encoder, number by number.
     *
     * @param share of the other one, 0 to 1
     * @throws IllegalArgumentException if the two have other layers
     */
    public EncoderWeights mixWith(EncoderWeights other, double share) {
        if (convolutions.size() != other.convolutions.size()) {
            throw new IllegalArgumentException("encoders of " + convolutions.size() + " and "
                    + other.convolutions.size() + " convolutions have no mean");
        }
        return new EncoderWeights(
                IntStream.range(0, convolutions.size())
                        .mapToObj(at -> convolutions.get(at).mixWith(other.convolutions.get(at), share))
                        .toList(),
                projection.mixWith(other.projection, share));
    }

    /**
     * One affine layer.
     *
     * @param kernel row-major
     * @param shape of the kernel; outputs first, then inputs
     * @param bias one number for each output
     */
    public record Layer(float[] kernel, long[] shape, float[] bias) {

        public Layer {
            kernel = kernel.clone();
            shape = shape.clone();
            bias = bias.clone();
        }

        private Layer mixWith(Layer other, double share) {
            if (!Arrays.equals(shape, other.shape)) {
                throw new IllegalArgumentException("layers of shape " + Arrays.toString(shape) + " and "
                        + Arrays.toString(other.shape) + " have no mean");
            }
            return new Layer(mix(kernel, other.kernel, share), shape, mix(bias, other.bias, share));
        }

        private static float[] mix(float[] own, float[] other, double share) {
            float[] mixed = new float[own.length];
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = (float) ((1 - share) * own[i] + share * other[i]);
            }
            return mixed;
        }

        /**
         * Writes this layer into a larger one, whose other weights stay but for this: an output of this layer takes nothing
         * from inputs that it did not have, so that it computes what it computed.
         *
         * @param larger row-major kernel of the larger layer, written to
         * @param largerShape its shape
         * @throws IllegalArgumentException if this layer does not fit into it
         */
        void writeInto(float[] larger, long[] largerShape) {
            if (!fitsInto(largerShape)) {
                throw new IllegalArgumentException("a layer of shape " + Arrays.toString(shape)
                        + " does not fit into one of " + Arrays.toString(largerShape));
            }
            int each = size(shape) / (int) (shape[0] * shape[1]);
            int own = (int) shape[1] * each;
            int row = (int) largerShape[1] * each;
            for (int output = 0; output < shape[0]; output++) {
                System.arraycopy(kernel, output * own, larger, output * row, own);
                Arrays.fill(larger, output * row + own, (output + 1) * row, 0);
            }
        }

        private boolean fitsInto(long[] largerShape) {
            boolean sameKernel = Arrays.equals(shape, 2, shape.length, largerShape, 2, largerShape.length);
            return shape.length == largerShape.length
                    && sameKernel
                    && shape[0] <= largerShape[0]
                    && shape[1] <= largerShape[1];
        }

        private static int size(long[] dims) {
            int size = 1;
            for (long dim : dims) {
                size *= (int) dim;
            }
            return size;
        }
    }
}
