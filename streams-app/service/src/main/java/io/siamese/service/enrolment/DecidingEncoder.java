package io.siamese.service.enrolment;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows whether an encoder decides at a place in the gallery log, while the log is read from there on. For one thread. */
public final class DecidingEncoder {
    /** The log of another instance may be read that much later. */
    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private final String encoderId;
    private final Claim claim;
    private final Supplier<Optional<String>> activeEncoder;
    /** Whether the log's latest record names this encoder; null: no record has come yet. */
    private @Nullable Boolean isNamed;

    /**
     * @param claim when the encoder is named in the log
     * @param activeEncoder the encoder that the log names now, which stands in until the log has said it here
     */
    public DecidingEncoder(String encoderId, Claim claim, Supplier<Optional<String>> activeEncoder) {
        this.encoderId = encoderId;
        this.claim = claim;
        this.activeEncoder = activeEncoder;
    }

    /**
     * Takes the log's next record that names an encoder.
     *
     * @param isThis whether it names this one
     */
    void noteNamed(boolean isThis) {
        isNamed = isThis;
    }

    /** Whether the encoder decides at this place. */
    boolean decides() {
        return isNamed != null
                ? isNamed
                : activeEncoder.get().map(encoderId::equals).orElse(claim != Claim.WAIT);
    }

    /**
     * Whether a record is read again that was told of when it was new: another encoder decides by now.
     *
     * @param age of the record
     */
    boolean isOfThePast(Duration age) {
        return age.compareTo(LONG_AGO) > 0
                && activeEncoder.get().filter(id -> !id.equals(encoderId)).isPresent();
    }
}
