package io.siamese.client;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A decision in one line for people. */
public final class DecisionLine {

    public String of(MatchDecision decision) {
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(Locale.ROOT, "%-12s %s", decision.getOutcome(), VisibleText.of(decision.getImageId())));
        part(line, "reason", decision.getReason());
        part(line, "claimed", decision.getClaimedSubject());
        part(line, "subject", decision.getSubject());
        if (!decision.getCandidates().isEmpty()) {
            Candidate best = decision.getCandidates().get(0);
            part(line, "similarity", number(best.getSimilarity()));
            part(line, "score", number(best.getScore()));
        }
        part(line, "threshold", number(decision.getThreshold()));
        part(line, "expected FMR", rate(decision.getExpectedFmr()));
        part(line, "expected FPIR", rate(decision.getExpectedFpir()));
        part(line, "encoder", decision.getEncoderId());
        part(line, "epoch", decision.getGalleryEpoch());
        return line.toString();
    }

    private static void part(StringBuilder line, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            line.append("  ").append(name).append(' ').append(VisibleText.of(value.toString()));
        }
    }

    private static @Nullable String number(@Nullable Float value) {
        return value == null ? null : String.format(Locale.ROOT, "%.3f", value);
    }

    private static @Nullable String rate(@Nullable Double value) {
        return value == null ? null : String.format(Locale.ROOT, "%.2g", value);
    }
}
