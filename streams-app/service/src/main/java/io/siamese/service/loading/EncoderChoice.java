package io.siamese.service.loading;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.EncoderConfig;
import io.siamese.service.config.ImageUriConfig;
import io.siamese.service.config.PolicyConfig;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.fetching.AllowedPrefixes;
import io.siamese.service.fetching.FetchSettings;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import java.util.Optional;
import java.util.OptionalDouble;

/** Opens an encoder and the policy that the settings name. */
public final class EncoderChoice {
    /** Cosine from which two images are nearly the same: the same drawing, scanned twice. */
    private static final double NEARLY_THE_SAME = 0.995;

    private final AppConfig config;
    private final EncoderConfig encoder;
    private final ModelFile model;

    /**
     * @param encoder the encoder that is meant: the settings' first one, or the one beside
     * @throws IllegalArgumentException if the model or the calibration file cannot be read, or do not belong together
     */
    public EncoderChoice(AppConfig config, EncoderConfig encoder) {
        this.config = config;
        this.encoder = encoder;
        model = ModelFile.readOrBundled(encoder.model(), encoder.calibration());
    }

    /** How images are fetched that lie outside of their records. */
    public static FetchSettings fetchSettings(ImageUriConfig uris) {
        return new FetchSettings(
                AllowedPrefixes.parse(uris.allowed()), uris.maxBytes(), uris.parallel(), uris.timeout(), uris.giveUp());
    }

    /** Opens the encoder, checked against its golden images; the caller closes it. */
    public OnnxEncoder openEncoder() {
        return OnnxEncoder.open(
                model,
                new EncoderSettings(
                        Provider.valueOf(encoder.provider()),
                        encoder.threads(),
                        encoder.deviceId(),
                        encoder.deviceMemoryMib(),
                        encoder.batch(),
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

    /**
     * An encoder with the rules that come of this choice.
     *
     * @param opened this choice's encoder
     * @throws IllegalArgumentException as {@link #defaultPolicy}
     */
    public LoadedEncoder withRules(Encoder opened, Claim claim) {
        return new LoadedEncoder(
                opened,
                new LoadedEncoder.Rules(defaultPolicy(), calibration().orElse(null), policyCheck(), enrolmentGates()),
                claim);
    }

    /** What an exemplar must be, beyond being readable. */
    private EnrolmentGates enrolmentGates() {
        boolean isCosine = model.card().similarity().kind().equals(SimilaritySpec.COSINE);
        return new EnrolmentGates(
                InkMeasure.of(model.card().preprocessing()),
                isCosine ? OptionalDouble.of(NEARLY_THE_SAME) : OptionalDouble.empty());
    }

    /** The calibration of the model; empty: it has none. */
    private Optional<Calibration> calibration() {
        return model.calibration();
    }

    /** Checks requests for policies against the model's calibration; what they leave open is as the settings say. */
    private PolicyCheck policyCheck() {
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
    private Policy defaultPolicy() {
        PolicyConfig policy = config.policy();
        PolicyRequest request = PolicyRequest.newBuilder()
                .setFixedThreshold(policy.threshold())
                .setCandidates(policy.candidates())
                .build();
        PolicyCheck.Answer answer =
                policyCheck().checkRequest(policy.threshold() == null ? "default" : "fixed", 0, request);
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
