package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;

/**
 * Initial values drawn from a normal distribution. The paper's (section 3.2): weights of convolutions N(0, 0.01²), of dense
 * layers N(0, 0.2²), all biases N(0.5, 0.01²).
 */
record GaussianInitializer(float mean, float deviation) implements Initializer {

    private static final GaussianInitializer BIAS = new GaussianInitializer(0.5f, 1e-2f);

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        return manager.randomNormal(mean, deviation, shape, type);
    }

    static Parameter weightParameter(double deviation) {
        return new GaussianInitializer(0, (float) deviation).parameter("weight", Parameter.Type.WEIGHT);
    }

    static Parameter biasParameter() {
        return BIAS.parameter("bias", Parameter.Type.BIAS);
    }

    private Parameter parameter(String name, Parameter.Type type) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optInitializer(this)
                .build();
    }
}
