package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.service.loading.EncoderGallery;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which decisions can be derived again.
 *
 * @param galleryLog topic id of the gallery log that is there now
 * @param images topic id of the topic of images that is there now
 * @param tombstonesSince time from which on every removal has left a tombstone that is still there, in milliseconds
 * @param encoders those that are loaded, by id
 * @param gaps what compaction may have taken from the gallery log
 */
record ReplayWindow(
        String galleryLog, String images, long tombstonesSince, Map<String, EncoderGallery> encoders, LogGaps gaps) {

    /** Why a decision cannot be derived again at all; empty: it can. */
    Optional<String> obstacle(MatchDecision decision) {
        if (!isOfThisLog(decision)) {
            return Optional.of(
                    "the gallery log was made anew: it was " + decision.getGalleryLog() + ", and is now " + galleryLog);
        }
        if (!isOfTheseImages(decision)) {
            return Optional.of("the topic of images was made anew: it was "
                    + decision.getSource().getTopicId() + ", and is now " + images);
        }
        return encoderObstacle(decision).or(() -> momentObstacle(decision));
    }

    boolean isOfThisLog(MatchDecision decision) {
        return decision.getGalleryLog().equals(galleryLog);
    }

    /** Decisions of early releases do not name the topic id. */
    boolean isOfTheseImages(MatchDecision decision) {
        String source = decision.getSource().getTopicId();
        return source.isEmpty() || source.equals(images);
    }

    private Optional<String> encoderObstacle(MatchDecision decision) {
        EncoderGallery encoder = encoders.get(decision.getEncoderId());
        if (encoder == null) {
            return Optional.of("encoder " + decision.getEncoderId() + " is not loaded here");
        }
        String calibration = Optional.ofNullable(encoder.loadedEncoder().rules().calibration())
                .map(known -> known.calibrationId())
                .orElse(null);
        boolean isKnown =
                decision.getCalibrationId() == null || Objects.equals(calibration, decision.getCalibrationId());
        return isKnown
                ? Optional.empty()
                : Optional.of("calibration " + decision.getCalibrationId() + " is not loaded here");
    }

    /** How long a probe waited for an epoch or an image is not recorded. */
    private static Optional<String> momentObstacle(MatchDecision decision) {
        boolean waited = decision.getOutcome() == Outcome.REJECTED
                && (Reasons.EPOCH_NOT_REACHED.equals(decision.getReason())
                        || Reasons.EPOCH_BEYOND_LOG.equals(decision.getReason())
                        || Reasons.IMAGE_UNAVAILABLE.equals(decision.getReason()));
        return waited
                ? Optional.of("it was rejected for the time that it waited: " + decision.getReason())
                : Optional.empty();
    }

    /** Why a difference may come from what is not there any more; empty: it does not. */
    Optional<String> findDoubt(Recorded recorded) {
        return recorded.at() < tombstonesSince
                ? Optional.of("the decision is older than tombstones stay in the gallery log")
                : gaps.findDoubt(recorded.decision());
    }
}
