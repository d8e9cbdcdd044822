package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with moments that can be saved: DJL's own optimiser keeps them to itself, and a
 * resumed run would start them again. The moments belong to the manager given here. Not thread-safe.
 */
final class AdamOptimizer implements UpdateState {

    private static final String FIRST = "adam.first.";
    private static final String SECOND = "adam.second.";
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final NDManager manager;
    private final Map<String, NDArray> first = new LinkedHashMap<>();
    private final Map<String, NDArray> second = new LinkedHashMap<>();

    AdamOptimizer(NDManager manager) {
        this.manager = manager;
    }

    /** Updates {@code weight} in place; {@code step} counts from 1. Scratch memory belongs to the gradient's manager. */
    void updateWeight(String name, NDArray weight, NDArray gradient, double rate, int step) {
        NDArray m = first.computeIfAbsent(name, any -> manager.zeros(weight.getShape()));
        NDArray v = second.computeIfAbsent(name, any -> manager.zeros(weight.getShape()));
        double correctedRate = rate * Math.sqrt(1 - Math.pow(BETA2, step)) / (1 - Math.pow(BETA1, step));
        m.muli(BETA1).addi(gradient.mul(1 - BETA1));
        v.muli(BETA2).addi(gradient.mul(gradient).muli(1 - BETA2));
        // The result of an operation belongs to the manager of its first operand, and the moments live for the whole
        // run.
        try (NDArray root = v.sqrt();
                NDArray scaled = m.mul((float) -correctedRate)) {
            weight.addi(scaled.divi(root.addi(EPSILON)));
        }
    }

    @Override
    public Map<String, NDArray> savedNumbers() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        first.forEach((name, moment) -> state.put(FIRST + name, moment));
        second.forEach((name, moment) -> state.put(SECOND + name, moment));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> saved) {
        restore(saved, FIRST, first);
        restore(saved, SECOND, second);
    }

    private void restore(Map<String, NDArray> saved, String prefix, Map<String, NDArray> moments) {
        saved.forEach((key, moment) -> {
            if (key.startsWith(prefix)) {
                moment.attach(manager);
                moments.put(key.substring(prefix.length()), moment);
            }
        });
    }
}
