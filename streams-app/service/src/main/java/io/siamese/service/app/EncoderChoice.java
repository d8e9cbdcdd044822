package io.siamese.service.app;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.PolicyConfig;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import java.util.Optional;
import java.util.OptionalDouble;

/** Opens the encoder and the policy that the settings name. */
final class EncoderChoice {
    /** Cosine from which two images are nearly the same: the same drawing, scanned twice. */
    private static final double NEARLY_THE_SAME = 0.995;

    private final AppConfig config;
    private final ModelFile model;

    /** @throws IllegalArgumentException if the model or the calibration file cannot be read, or do not belong together */
    EncoderChoice(AppConfig config) {
        this.config = config;
        model = ModelFile.of(config.encoder().model(), config.encoder().calibration());
    }

    /** Opens the encoder, checked against its golden images; the caller closes it. */
    OnnxEncoder open() {
        return OnnxEncoder.open(
                model,
                new EncoderSettings(
                        Provider.valueOf(config.encoder().provider()),
                        config.encoder().threads(),
                        config.encoder().deviceId(),
                        config.encoder().deviceMemoryMib(),
                        config.encoder().batch(),
                        imageLimits()));
    }

    private ImageLimits imageLimits() {
        int minSide = EncoderSettings.defaults().imageLimits().minSide();
        int inRecords = config.contract().maxImageBytes();
        int anywhere = config.imageUris().allowed().isEmpty()
                ? inRecords
                : Math.max(inRecords, config.imageUris().maxBytes());
        return new ImageLimits(anywhere, config.maxImagePixels(), minSide);
    }

    /** What an exemplar must be, beyond being readable. */
    EnrolmentGates gates() {
        boolean isCosine = model.card().similarity().kind().equals(SimilaritySpec.COSINE);
        return new EnrolmentGates(
                InkMeasure.of(model.card().preprocessing()),
                isCosine ? OptionalDouble.of(NEARLY_THE_SAME) : OptionalDouble.empty());
    }

    /** The calibration of the model; empty: it has none. */
    Optional<Calibration> calibration() {
        return model.calibration();
    }

    /** Checks requests for policies against the model's calibration; what they leave open is as the settings say. */
    PolicyCheck check() {
        return new PolicyCheck(
                model.calibration().orElse(null),
                model.card().similarity().kind(),
                config.policy().targetFmr(),
                config.policy().targetFpir());
    }

    /**
     * The policy of galleries that the gallery log names none for.
     *
     * @throws IllegalArgumentException if the threshold is not on the similarity's scale, if the model's calibration does
     *     not support the targets, or there is none
     */
    Policy policy() {
        PolicyConfig policy = config.policy();
        PolicyRequest request = PolicyRequest.newBuilder()
                .setFixedThreshold(policy.threshold())
                .setCandidates(policy.candidates())
                .build();
        PolicyCheck.Answer answer = check().check(policy.threshold() == null ? "default" : "fixed", 0, request);
        if (answer instanceof PolicyCheck.Refused refused) {
            throw refused.reason().equals(Reasons.NO_CALIBRATION)
                    ? new IllegalArgumentException(
                            "encoder.model: the model has no calibration; set policy.threshold, or calibrate it")
                    : new IllegalArgumentException(
                            "policy.threshold, policy.target.fmr, policy.target.fpir: " + refused.detail());
        }
        return Policy.of(
                ((PolicyCheck.Accepted) answer).rules(), model.calibration().orElse(null));
    }
}
