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
        appendPart(line, "reason", decision.getReason());
        appendPart(line, "claimed", decision.getClaimedSubject());
        appendPart(line, "subject", decision.getSubject());
        if (!decision.getCandidates().isEmpty()) {
            Candidate best = decision.getCandidates().get(0);
            appendPart(line, "similarity", formatNumber(best.getSimilarity()));
            appendPart(line, "score", formatNumber(best.getScore()));
        }
        appendPart(line, "threshold", formatNumber(decision.getThreshold()));
        appendPart(line, "expected FMR", formatRate(decision.getExpectedFmr()));
        appendPart(line, "expected FPIR", formatRate(decision.getExpectedFpir()));
        appendPart(line, "encoder", decision.getEncoderId());
        appendPart(line, "epoch", decision.getGalleryEpoch());
        return line.toString();
    }

    private static void appendPart(StringBuilder line, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            line.append("  ").append(name).append(' ').append(VisibleText.of(value.toString()));
        }
    }

    private static @Nullable String formatNumber(@Nullable Float value) {
        return value == null ? null : String.format(Locale.ROOT, "%.3f", value);
    }

    private static @Nullable String formatRate(@Nullable Double value) {
        return value == null ? null : String.format(Locale.ROOT, "%.2g", value);
    }
}
