package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.cli.DecisionReport.GalleryLine;
import io.siamese.encoder.card.BinnedReference;
import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.card.Logistic;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionReportTest {
    private static final String ENCODER = "00000000000000ee";
    private static final Instant FROM = Instant.parse("2026-11-29T20:00:00Z");
    private static final Calibration BEFORE =
            Calibration.create(ENCODER, "drawn", new Logistic(10, -5, -3, 3), List.of(), List.of());
    private static final Calibration CALIBRATION = BEFORE.withReference(new CalibrationReference(
            200,
            4000,
            0,
            new BinnedReference(List.of(240.0), List.of(0, 4000), 0),
            new BinnedReference(List.of(0.02, 0.06), List.of(0, 4000, 0), 0),
            List.of()));

    private final DecisionReport report = new DecisionReport(ENCODER, Optional.of(CALIBRATION));

    @Test
    void sumsUpOutcomesAndReasons() {
        // When
        add(report, 3, "office", 0.03);
        report.addDecision(rejected("BLANK_IMAGE"));

        // Then
        assertThat(lines(report))
                .startsWith(
                        "4 decisions since 2026-11-29T20:00:00Z",
                        "  NO_MATCH 75.0 %  REJECTED 25.0 %",
                        "  rejected: 1 BLANK_IMAGE");
        assertThat(report.isDriftSaid()).isFalse();
    }

    @Test
    void saysWhichImagesDoNotLookAsCalibrated() {
        // When
        add(report, 500, "office", 0.03);
        add(report, 200, "gate", 0.5);

        // Then
        assertThat(report.isDriftSaid()).isTrue();
        assertThat(lines(report)).last().isEqualTo("not as calibrated: gate has more ink");
        assertThat(lines(report).get(4)).startsWith("  gate").contains("200", "1.00 (0.24)!");
        assertThat(lines(report).get(5)).startsWith("  office").contains("500", "0.00 (0.14) ");
    }

    @Test
    void fitsOnTenLinesHoweverManyGalleriesThereAre() {
        // When
        for (int gallery = 0; gallery < 3000; gallery++) {
            add(report, 1, "gallery-" + gallery, 0.03);
        }

        // Then
        assertThat(lines(report)).hasSizeLessThanOrEqualTo(11).contains("  and 2995 galleries more, of which 0 drift");
    }

    @Test
    void tellsTheGalleriesAsOneThatComeAfterTenThousand() {
        // When
        for (int gallery = 0; gallery < DecisionReport.GALLERIES + 3; gallery++) {
            add(report, 2, "gallery-" + gallery, 0.03);
        }

        // Then
        assertThat(report.galleries()).hasSize(DecisionReport.GALLERIES + 1);
        assertThat(report.galleries().get(0))
                .extracting(GalleryLine::gallery, GalleryLine::images)
                .containsExactly("~others", 6L);
    }

    @Test
    void saysThatThereIsNoReferenceAndNoDrift() {
        // Given
        DecisionReport without = new DecisionReport(ENCODER, Optional.of(BEFORE));

        // When
        add(without, 500, "gate", 0.5);

        // Then
        assertThat(without.isDriftSaid()).isFalse();
        assertThat(lines(without)).last().asString().startsWith("no reference");
    }

    @Test
    void leavesOutDecisionsOfAnotherEncoder() {
        // When
        MatchDecision other = decision("gate", 0.5);
        other.setEncoderId("0123456789abcdef");
        for (int n = 0; n < 500; n++) {
            report.addDecision(other);
        }

        // Then
        assertThat(report.isDriftSaid()).isFalse();
        assertThat(lines(report)).contains("  500 of another encoder, whose images are not compared");
    }

    @Test
    void saysThatImagesAreTooFew() {
        // When
        add(report, 99, "gate", 0.5);

        // Then
        assertThat(lines(report)).last().asString().startsWith("nothing can be told: it takes 100 images");
    }

    private static List<String> lines(DecisionReport report) {
        return new DecisionReportText(report).renderLines(FROM);
    }

    private static void add(DecisionReport report, int count, String gallery, double ink) {
        for (int n = 0; n < count; n++) {
            report.addDecision(decision(gallery, ink));
        }
    }

    private static MatchDecision decision(String gallery, double ink) {
        MatchDecision decision = MatchDecision.newBuilder()
                .setEncoderId(ENCODER)
                .setGallery(gallery)
                .setOutcome(Outcome.NO_MATCH)
                .setSubjects(200)
                .build();
        decision.setContrast(255);
        decision.setInk((float) ink);
        return decision;
    }

    private static MatchDecision rejected(String reason) {
        return MatchDecision.newBuilder()
                .setEncoderId(ENCODER)
                .setOutcome(Outcome.REJECTED)
                .setReason(reason)
                .build();
    }
}
