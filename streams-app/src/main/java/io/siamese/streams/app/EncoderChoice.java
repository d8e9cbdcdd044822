package io.siamese.streams.app;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import io.siamese.streams.config.AppConfig;
import io.siamese.streams.config.PolicyConfig;
import io.siamese.streams.matching.CalibratedPolicy;
import io.siamese.streams.matching.FixedThresholdPolicy;
import io.siamese.streams.matching.Policy;

/** Opens the encoder and the policy that the settings name. */
final class EncoderChoice {
    private final AppConfig config;
    private final ModelFile model;

    /** @throws IllegalArgumentException if the model or the calibration file cannot be read, or do not belong together */
    EncoderChoice(AppConfig config) {
        this.config = config;
        model = ModelFile.of(config.encoder().model(), config.encoder().calibration());
    }

    /** Opens the encoder, checked against its golden images; the caller closes it. */
    OnnxEncoder open() {
        EncoderSettings settings = EncoderSettings.defaults();
        ImageLimits limits = settings.imageLimits();
        return OnnxEncoder.open(
                model,
                new EncoderSettings(
                        Provider.valueOf(config.encoder().provider()),
                        config.encoder().threads(),
                        config.encoder().deviceId(),
                        config.encoder().batch(),
                        new ImageLimits(
                                config.images().maxBytes(), config.images().maxPixels(), limits.minSide())));
    }

    private void checkScale(float threshold) {
        boolean isCosine = model.card().similarity().kind().equals(SimilaritySpec.COSINE);
        if (isCosine && Math.abs(threshold) > 1) {
            throw new IllegalArgumentException(
                    "policy.threshold=" + threshold + ": the model's similarity is cosine, allowed is -1 to 1");
        }
    }

    /** @throws IllegalArgumentException if the threshold is not on the similarity's scale, if the model's calibration does not support the targets, or there is none */
    Policy policy() {
        PolicyConfig policy = config.policy();
        if (policy.threshold() != null) {
            checkScale(policy.threshold());
            return new FixedThresholdPolicy(
                    policy.threshold(), policy.candidates(), model.calibration().orElse(null));
        }
        return new CalibratedPolicy(
                model.calibration()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "encoder.model: the model has no calibration; set policy.threshold, or calibrate it")),
                policy.targetFmr(),
                policy.targetFpir(),
                policy.candidates());
    }
}
