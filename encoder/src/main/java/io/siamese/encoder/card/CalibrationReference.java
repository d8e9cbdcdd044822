package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what the images of a calibration looked like, so that other images can be compared with them.
 *
 * @param classes subjects; images of one subject look alike, so no more of them count as independent
 * @param images images that were given, those that could not be used included
 * @param rejected those of them that could not be used
 * @param contrast difference of the lightest and the darkest pixel, 0 to 255
 * @param ink share of the pixels that carry ink, 0 to 1
 * @param scores scores of true claims, by exemplars of a subject
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CalibrationReference(
        int classes,
        int images,
        int rejected,
        BinnedReference contrast,
        BinnedReference ink,
        List<ScoreReference> scores) {

    public CalibrationReference {
        Objects.requireNonNull(contrast, "Calibration: reference.contrast is missing");
        Objects.requireNonNull(ink, "Calibration: reference.ink is missing");
        scores = scores == null ? List.of() : List.copyOf(scores);
        if (classes < 1 || rejected < 0 || images <= rejected) {
            throw new IllegalArgumentException("Calibration: reference out of range: classes=" + classes + " images="
                    + images + " rejected=" + rejected);
        }
    }

    /** The scores with the fewest exemplars that are not below {@code exemplars}, or with the most there are. */
    public Optional<ScoreReference> scoresOf(int exemplars) {
        Comparator<ScoreReference> byExemplars = Comparator.comparingInt(ScoreReference::exemplars);
        return scores.stream()
                .filter(each -> each.exemplars() >= exemplars)
                .min(byExemplars)
                .or(() -> scores.stream().max(byExemplars));
    }
}
