package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/**
 * Convolves with numbers of channels that the native library can handle. Other numbers are filled up with channels of zeros.
 *
 * <p>oneDNN 3.7.1, which PyTorch 2.7.1 convolves with, computes 8 or 16 channels at once. Where a kernel has another number
 * of them, the library copies the kernel into a larger buffer and does not clear the rest of that buffer. It multiplies the
 * rest by zeros. That is 0 for most bytes that lie there, and NaN where they happen to be an infinity or a NaN. Outputs are
 * wrong where the input has more than 8 channels. Gradients of the input are wrong for any kernel with such outputs.
 *
 * <p>Channels in multiples of 16 are convolved as they are, at no cost.
 */
public final class AlignedConvolution {

    private static final long LANES = 16;
    // Fewer input channels are read as they lie in memory, without that copy.
    private static final long READ_IN_PLACE = 8;

    private final Shape stride;
    private final Shape padding;

    /**
     * @param stride of both axes
     * @param padding zeros on each side of the image
     */
    public AlignedConvolution(int stride, int padding) {
        this.stride = new Shape(stride, stride);
        this.padding = new Shape(padding, padding);
    }

    /**
     * Convolves a batch. What it allocates belongs to the manager of {@code images}.
     *
     * @param images {@code [batch, in, H, W]}
     * @param kernels {@code [out, in, kernel, kernel]}
     * @param bias {@code [out]}
     * @return {@code [batch, out, H', W']}
     */
    public NDArray convolve(NDArray images, NDArray kernels, @Nullable NDArray bias) {
        long in = kernels.getShape().get(1);
        long out = kernels.getShape().get(0);
        long moreIn = in <= READ_IN_PLACE ? 0 : missing(in);
        long moreOut = missing(out);
        if (moreIn == 0 && moreOut == 0) {
            return convolveAsIs(images, kernels, bias);
        }
        NDArray filled = convolveAsIs(
                padWithZeros(images, images, new Shape(0, 0, 0, 0, 0, moreIn)),
                padWithZeros(images, kernels, new Shape(0, 0, 0, 0, 0, moreIn, 0, moreOut)),
                bias == null ? null : padWithZeros(images, bias, new Shape(0, moreOut)));
        return moreOut == 0 ? filled : filled.get(":, :" + out);
    }

    private NDArray convolveAsIs(NDArray images, NDArray kernels, @Nullable NDArray bias) {
        return Conv2d.conv2d(images, kernels, bias, stride, padding).singletonOrThrow();
    }

    private static long missing(long channels) {
        return Math.floorMod(-channels, LANES);
    }

    /** @param zeros before and after each axis, the last axis first */
    private static NDArray padWithZeros(NDArray owner, NDArray array, Shape zeros) {
        NDArray padded = array.pad(zeros, 0);
        // A parameter's manager lives for the whole run.
        padded.attach(owner.getManager());
        return padded;
    }
}
