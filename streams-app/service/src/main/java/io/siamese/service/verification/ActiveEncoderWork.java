package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.batching.RawRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers probes by the encoder that the gallery log names. Several encoders may be loaded, each with a work and galleries of
 * its own. A chunk is answered by the encoder that is active when the work on it begins. If the search then sees an epoch at
 * which another one is active, the probe is answered again, image and all. Thread-safe.
 */
public final class ActiveEncoderWork implements ChunkWork<ProbeAnswer> {
    private final Map<String, ProbeWork> byEncoder;
    private final Supplier<Optional<String>> activeEncoder;
    private final Runnable check;

    /**
     * @param byEncoder the work of each loaded encoder, by its id
     * @param activeEncoder the encoder that the log names now. Told by those galleries to which a record of the log is applied
     *     last, so that a search in any of them sees the record too
     * @param check called before each answer; throws while the galleries may lack a revocation
     */
    public ActiveEncoderWork(
            Map<String, ProbeWork> byEncoder, Supplier<Optional<String>> activeEncoder, Runnable check) {
        this.byEncoder = Map.copyOf(byEncoder);
        this.activeEncoder = activeEncoder;
        this.check = check;
    }

    /** @throws InactiveEncoderException if the log names an encoder that is not loaded here */
    @Override
    public List<ProbeAnswer> apply(List<RawRecord> records) {
        check.run();
        return activeWork().apply(records);
    }

    private ProbeWork activeWork() {
        Optional<String> active = activeEncoder.get();
        if (active.isEmpty() && byEncoder.size() == 1) {
            return byEncoder.values().iterator().next();
        }
        return workOf(active.orElse("none"));
    }

    private ProbeWork workOf(String encoderId) {
        ProbeWork work = byEncoder.get(encoderId);
        if (work == null) {
            throw new InactiveEncoderException("the gallery log names encoder " + encoderId + ", and this instance has "
                    + String.join(" and ", byEncoder.keySet()));
        }
        return work;
    }

    /**
     * Answers a record again, because another encoder has taken over at the answer's epoch.
     *
     * @throws InactiveEncoderException if that encoder is not loaded here
     */
    ProbeAnswer answerAgain(ProbeAnswer answer, RawRecord record) {
        check.run();
        return workOf(String.valueOf(answer.activeEncoder()))
                .apply(List.of(record))
                .get(0);
    }

    /** As {@link ProbeWork#searchAgain}, by the encoder that answered before. */
    ProbeAnswer searchAgain(ProbeAnswer answer, Comparison earlier) {
        check.run();
        return workOf(answer.draft().getEncoderId()).searchAgain(answer.submission(), earlier);
    }

    /** Rejects a probe that could have been compared. */
    ProbeAnswer rejectProbe(ProbeAnswer answer, String reason) {
        return workOf(answer.draft().getEncoderId()).rejectProbe(answer.submission(), reason);
    }

    /** Makes an answer ready to be sent, as {@link Decisions#complete} does. */
    MatchDecision complete(ProbeAnswer answer, long now) {
        return workOf(answer.draft().getEncoderId()).complete(answer, now);
    }
}
