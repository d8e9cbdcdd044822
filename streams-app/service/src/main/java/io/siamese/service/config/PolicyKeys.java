package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/** Settings of the policy that holds for galleries without one of their own. */
final class PolicyKeys {
    static final String POLICY_TARGET_FMR = "policy.target.fmr";
    static final String POLICY_TARGET_FPIR = "policy.target.fpir";
    static final String POLICY_THRESHOLD = "policy.threshold";
    static final String POLICY_CANDIDATES = "policy.candidates";

    private static final Check RATE =
            new Check("above 0 and at most 0.5", value -> (Double) value > 0 && (Double) value <= 0.5);
    private static final Check SIMILARITY = new Check(
            "empty, or a number; from -1 to 1 where the model's similarity is cosine",
            value -> ((String) value).matches("(-?(\\d{1,9}(\\.\\d*)?|\\.\\d+))?"));

    private PolicyKeys() {}

    static void define(ConfigDef keys) {
        keys.define(
                        POLICY_TARGET_FMR,
                        DOUBLE,
                        0.01,
                        RATE,
                        HIGH,
                        "False match rate of a 1:1 verification that the threshold is chosen for, from the calibration. This and the"
                                + " settings below hold for galleries that no policy is in force for.")
                .define(
                        POLICY_TARGET_FPIR,
                        DOUBLE,
                        0.05,
                        RATE,
                        HIGH,
                        "False positive identification rate of a 1:N search that the threshold is chosen for, from the"
                                + " calibration.")
                .define(
                        POLICY_THRESHOLD,
                        STRING,
                        "",
                        SIMILARITY,
                        MEDIUM,
                        "A similarity that replaces both targets; the only way to serve a model without calibration.")
                .define(
                        POLICY_CANDIDATES,
                        INT,
                        5,
                        between(1, 100),
                        LOW,
                        "Candidates that a decision names at most, one for each subject.");
    }
}
