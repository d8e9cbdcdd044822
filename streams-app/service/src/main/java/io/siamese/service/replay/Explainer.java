package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import io.siamese.service.loading.EncoderGallery;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.replay.Explanation.EncoderUsed;
import io.siamese.service.replay.Explanation.GalleryThen;
import io.siamese.service.replay.Explanation.Image;
import io.siamese.service.replay.Explanation.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of a decision. */
final class Explainer {
    private static final long UNKNOWN = -1;

    private final EventSerdes serdes;
    private final TopicNames topics;
    private final Map<String, EncoderGallery> encoders;
    private final SourceImages images;
    private final ReplayWindow window;

    /** @param encoders those that are loaded, by id */
    Explainer(
            EventSerdes serdes,
            TopicNames topics,
            Map<String, EncoderGallery> encoders,
            SourceImages images,
            ReplayWindow window) {
        this.serdes = serdes;
        this.topics = topics;
        this.encoders = encoders;
        this.images = images;
        this.window = window;
    }

    Explanation explain(Recorded recorded, GalleryThenReader then, ReplayFinding replay) {
        MatchDecision decision = recorded.decision();
        boolean isSameLog = window.isOfThisLog(decision);
        Rules rules = isSameLog ? findRules(decision, then) : new Rules(null, UNKNOWN);
        return new Explanation(
                decision,
                topics.matchDecisions() + "-" + recorded.partition() + "-" + recorded.offset(),
                Instant.ofEpochMilli(recorded.at()),
                describeImage(recorded),
                rules,
                ThresholdOrigin.describe(decision, rules.policy()),
                describeEncoder(decision, isSameLog ? then.encoderSince() : UNKNOWN),
                isSameLog ? then.gallery(window.findDoubt(recorded).orElse(null)) : unknownGallery(),
                replay);
    }

    private static GalleryThen unknownGallery() {
        return new GalleryThen(0, 0, "the gallery log was made anew", "", List.of());
    }

    private Rules findRules(MatchDecision decision, GalleryThenReader then) {
        Optional<PolicyRules> bySettings = Optional.ofNullable(encoders.get(decision.getEncoderId()))
                .map(encoder -> encoder.loadedEncoder().rules().byDefault().rules());
        Rules rules = then.rulesInForce().orElseGet(() -> new Rules(bySettings.orElse(null), UNKNOWN));
        // Another one than the decision names: the one that decided is gone from the log, or the settings were others.
        return isNamed(decision, rules.policy()) ? rules : new Rules(null, UNKNOWN);
    }

    private static boolean isNamed(MatchDecision decision, @Nullable PolicyRules policy) {
        return policy != null
                && policy.name().equals(decision.getPolicy())
                && policy.version() == decision.getPolicyVersion();
    }

    private EncoderUsed describeEncoder(MatchDecision decision, long since) {
        EncoderGallery encoder = encoders.get(decision.getEncoderId());
        String madeOn = Optional.ofNullable(encoder)
                .map(loaded -> loaded.loadedEncoder().rules().calibration())
                .filter(calibration -> calibration.calibrationId().equals(decision.getCalibrationId()))
                .map(calibration -> calibration.population())
                .orElse(null);
        return new EncoderUsed(since, encoder != null, madeOn);
    }

    private Image describeImage(Recorded recorded) {
        long offset = recorded.decision().getSource().getOffset();
        RawRecord record = window.isOfTheseImages(recorded.decision())
                ? images.fetchRecords(recorded.partition(), new TreeSet<>(List.of(offset)))
                        .get(offset)
                : null;
        if (record == null) {
            return new Image(recorded.sourceName(), false, null, 0, null, null);
        }
        Instant publishedAt = Instant.ofEpochMilli(record.at());
        return serdes.probeReader().read(record.value(), record.headers()) instanceof Incoming.Readable<Probe> probe
                ? describeImage(recorded.sourceName(), publishedAt, probe.value())
                : new Image(
                        recorded.sourceName(),
                        true,
                        publishedAt,
                        record.value() == null ? 0 : record.value().length,
                        null,
                        null);
    }

    private static Image describeImage(String source, Instant publishedAt, Probe probe) {
        int bytes = probe.getImage().remaining();
        return new Image(
                source,
                true,
                publishedAt,
                bytes,
                bytes > 0 ? Images.sha256(probe.getImage()) : probe.getImageSha256(),
                probe.getImageUri());
    }
}
