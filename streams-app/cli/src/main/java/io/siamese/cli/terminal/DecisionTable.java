package io.siamese.cli.terminal;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows decisions as rows of a table that grows: the header comes first, and again after each screen. */
public final class DecisionTable {

    private static final int ROWS_A_HEADER = 40;
    private static final String RESET = "\u001B[0m";
    private static final String BOLD = "\u001B[1m";
    /** Colours that are legible on dark and on light. What they say is said in words too. */
    private static final Map<Outcome, String> COLOURS = Map.of(
            Outcome.MATCH, "\u001B[32m",
            Outcome.NO_MATCH, "\u001B[34m",
            Outcome.UNCERTAIN, "\u001B[33m",
            Outcome.NO_REFERENCE, "\u001B[35m",
            Outcome.REJECTED, "\u001B[31m");

    private final DateTimeFormatter time;
    private int rows;

    /** @param zone of the times that are shown */
    public DecisionTable(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** The lines that a decision adds: its row, and the header before it where one is due. */
    public List<String> renderLines(MatchDecision decision) {
        List<String> lines = new ArrayList<>();
        if (rows++ % ROWS_A_HEADER == 0) {
            lines.add(BOLD
                    + formatRow("time", "outcome", "image", "claimed", "best subject", "score", "limit", "error rate")
                    + RESET);
        }
        lines.add(decisionRow(decision));
        return lines;
    }

    private String decisionRow(MatchDecision decision) {
        Candidate best = decision.getCandidates().isEmpty()
                ? null
                : decision.getCandidates().get(0);
        String plain = formatRow(
                time.format(Instant.ofEpochMilli(decision.getDecidedAt().toEpochMilli())),
                decision.getOutcome().name(),
                decision.getImageId(),
                decision.getReason() == null ? orEmpty(decision.getClaimedSubject()) : decision.getReason(),
                best == null ? "" : best.getSubject(),
                best == null ? "" : formatNumber(best.getScore()),
                formatNumber(decision.getThreshold()),
                expectedRate(decision));
        return COLOURS.getOrDefault(decision.getOutcome(), "") + plain + RESET;
    }

    private static String formatRow(
            String time,
            String outcome,
            String image,
            String claimed,
            String subject,
            String score,
            String limit,
            String rate) {
        return String.join(
                        " ",
                        Cell.fitToWidth(time, 8),
                        Cell.fitToWidth(outcome, 12),
                        Cell.fitToWidth(image, 24),
                        Cell.fitToWidth(claimed, 18),
                        Cell.fitToWidth(subject, 18),
                        Cell.fitToWidth(score, 6),
                        Cell.fitToWidth(limit, 6),
                        rate)
                .stripTrailing();
    }

    private static String expectedRate(MatchDecision decision) {
        if (decision.getExpectedFmr() != null) {
            return String.format(Locale.ROOT, "FMR %.2g", decision.getExpectedFmr());
        }
        return decision.getExpectedFpir() == null
                ? ""
                : String.format(Locale.ROOT, "FPIR %.2g", decision.getExpectedFpir());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String formatNumber(@Nullable Float value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }
}
