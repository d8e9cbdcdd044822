package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignedConvolutionTest {

    private static final int SIZE = 10;

    private final Engine engine = Engine.getEngine("PyTorch");

    /** Of the library alone, one convolution in two gave a NaN here. */
    @RepeatedTest(20)
    void readsNoBytesThatOthersLeftInMemory() {
        for (int[] channels : new int[][] {{4, 6}, {12, 16}, {9, 7}}) {
            leaveNansInMemory();
            try (NDManager manager = engine.newBaseManager(Device.cpu())) {
                // Given
                NDArray images = trained(manager, 2, channels[0], SIZE, SIZE);
                NDArray kernels = trained(manager, channels[1], channels[0], 3, 3);

                // When
                NDArray convolved;
                try (GradientCollector gradients = engine.newGradientCollector()) {
                    convolved = new AlignedConvolution(1, 1).convolve(images, kernels, null);
                    gradients.backward(convolved.square().mean());
                }

                // Then
                assertFinite(convolved);
                assertFinite(images.getGradient());
                assertFinite(kernels.getGradient());
            }
        }
    }

    private static NDArray trained(NDManager manager, long... shape) {
        NDArray array = manager.randomNormal(new Shape(shape));
        array.setRequiresGradient(true);
        return array;
    }

    private void leaveNansInMemory() {
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            for (int i = 0; i < 60; i++) {
                manager.full(new Shape(i % 2 == 0 ? 1_000 : 20_000), Float.NaN, DataType.FLOAT32);
            }
        }
    }

    private static void assertFinite(NDArray array) {
        for (float number : array.toFloatArray()) {
            assertThat(number).isFinite();
        }
    }

    @ParameterizedTest(name = "{0} channels to {1}, stride {2}, padding {3}")
    @CsvSource({"1, 1, 1, 0", "4, 6, 1, 1", "8, 16, 2, 1", "9, 7, 2, 0", "16, 17, 1, 1", "20, 16, 1, 1", "32, 32, 1, 1"
    })
    void addsUpWhatAConvolutionAddsUp(int in, int out, int stride, int padding) {
        try (NDManager manager = engine.newBaseManager(Device.cpu())) {
            // Given
            NDArray images = manager.randomNormal(new Shape(2, in, SIZE, SIZE));
            NDArray kernels = manager.randomNormal(new Shape(out, in, 3, 3));
            NDArray bias = manager.randomNormal(new Shape(out));

            // When
            NDArray convolved = new AlignedConvolution(stride, padding).convolve(images, kernels, bias);

            // Then
            int side = (SIZE + 2 * padding - 3) / stride + 1;
            assertThat(convolved.getShape()).isEqualTo(new Shape(2, out, side, side));
            long row = side - 1;
            long column = side / 2;
            assertThat(convolved.getFloat(1, out - 1, row, column))
                    .isCloseTo(
                            sum(images, kernels, bias, row * stride - padding, column * stride - padding),
                            within(1e-4f));
        }
    }

    /** The last channel of the second image, where the kernel's corner lies at a row and a column of the image. */
    private static float sum(NDArray images, NDArray kernels, NDArray bias, long top, long left) {
        long out = kernels.getShape().get(0) - 1;
        float sum = bias.getFloat(out);
        for (long in = 0; in < kernels.getShape().get(1); in++) {
            for (long y = Math.max(0, -top); y < Math.min(3, SIZE - top); y++) {
                for (long x = Math.max(0, -left); x < Math.min(3, SIZE - left); x++) {
                    sum += images.getFloat(1, in, top + y, left + x) * kernels.getFloat(out, in, y, x);
                }
            }
        }
        return sum;
    }
}
