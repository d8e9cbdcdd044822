package io.siamese.service.loading;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that this instance has, with the rules that come of its calibration.
 *
 * @param encoder belongs to the app
 * @param rules how to decide, and what to enrol
 * @param claim when its enrolment names it in the gallery log
 */
public record LoadedEncoder(Encoder encoder, Rules rules, Claim claim) {
    /**
     * How to decide, and what to enrol.
     *
     * @param byDefault policy of galleries that the log names none for
     * @param calibration of the encoder; null: it has none
     * @param check checks requests for policies
     */
    public record Rules(Policy byDefault, @Nullable Calibration calibration, PolicyCheck check, EnrolmentGates gates) {}

    /** What the images of its calibration look like, where the calibration says it. */
    public Optional<CalibrationReference> reference() {
        return Optional.ofNullable(rules.calibration()).map(Calibration::reference);
    }

    public String encoderId() {
        return encoder.encoderId();
    }
}
