package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * Names a rate that was asked for and that the trials do not support.
 *
 * @param target such as {@code FMR 0.001, BEST, 1 exemplar}
 * @param reason for people
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Refusal(String target, String reason) {

    public Refusal {
        Objects.requireNonNull(target, "Calibration: refusals.target is missing");
        Objects.requireNonNull(reason, "Calibration: refusals.reason is missing");
    }
}
