package io.siamese.trainer.model;

import java.util.Arrays;
import java.util.List;

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
