package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.siamese.trainer.model.UpdateState;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The update of Koch, Zemel and Salakhutdinov 2015 (section 3.2), layer by layer:
 *
 * <pre>
 *   Δw(T)    = −η (∇w + 2 λ w(T)) + μ Δw(T − 1)
 *   w(T + 1) = w(T) + Δw(T)
 * </pre>
 *
 * where ∇w is the gradient of the pair loss without its penalty, Δw(−1) = 0, and η, μ, λ are the layer's.
 *
 * <p>The paper prints {@code w(T) + Δw(T) + 2λ|w|} with {@code Δw = −η∇w + μΔw(T − 1)}. As printed, 2λ|w| is never negative
 * and would push every weight up, small negative ones through zero, at full strength whatever the learning rate. The
 * penalty that the paper's loss has is λ|w|², whose gradient is 2λw: it belongs to the gradient, pulls towards zero, and is
 * what this class does.
 *
 * <p>Velocities belong to the manager given here. Not thread-safe.
 */
final class KochUpdate implements UpdateState {

    private static final String PREFIX = "velocity.";

    private final NDManager manager;
    private final Map<String, NDArray> velocities = new LinkedHashMap<>();

    KochUpdate(NDManager manager) {
        this.manager = manager;
    }

    /** Updates {@code weight} in place. Scratch memory belongs to the gradient's manager. */
    void updateWeight(String name, NDArray weight, NDArray gradient, double rate, double momentum, double penalty) {
        NDArray velocity = velocities.computeIfAbsent(name, any -> manager.zeros(weight.getShape()));
        velocity.muli((float) momentum).subi(gradient.mul((float) rate));
        if (penalty != 0) {
            // The result belongs to the weight's manager, which lives for the whole run.
            try (NDArray pull = weight.mul((float) (2 * rate * penalty))) {
                velocity.subi(pull);
            }
        }
        weight.addi(velocity);
    }

    @Override
    public Map<String, NDArray> savedNumbers() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        velocities.forEach((name, velocity) -> state.put(PREFIX + name, velocity));
        return state;
    }

    @Override
    public void restore(Map<String, NDArray> saved) {
        saved.forEach((key, velocity) -> {
            if (key.startsWith(PREFIX)) {
                velocity.attach(manager);
                velocities.put(key.substring(PREFIX.length()), velocity);
            }
        });
    }
}
