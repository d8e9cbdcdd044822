package io.siamese.service.drift;

import static io.siamese.service.drift.DriftDecisions.ENCODER;
import static io.siamese.service.drift.DriftDecisions.REFERENCE;
import static io.siamese.service.drift.DriftDecisions.asCalibrated;
import static io.siamese.service.drift.DriftDecisions.compared;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.drift.Drift;
import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {
    private final List<String> told = new ArrayList<>();
    private final DriftMonitor monitor = new DriftMonitor(Map.of(ENCODER, REFERENCE), told::add);

    @Test
    void saysNothingOfImagesAsCalibrated() {
        // When
        decide(500, n -> asCalibrated("office", n));

        // Then
        assertThat(monitor.drifts("office")).hasSize(4).noneMatch(Drift::isSaid);
    }

    @Test
    void saysWhichGallerysImagesLookOtherwise() {
        // When
        decide(500, n -> asCalibrated("office", n));
        decide(500, n -> compared("gate", 255, 0.94));

        // Then
        assertThat(monitor.drifts("gate")).anyMatch(Drift::isSaid);
        assertThat(monitor.drifts("office")).noneMatch(Drift::isSaid);
    }

    @Test
    void forgetsImagesOnceThereAreTwoThousandLaterOnes() {
        // Given
        decide(1000, n -> compared("office", 255, 0.94));
        assertThat(monitor.drifts("office")).anyMatch(Drift::isSaid);

        // When
        decide(2000, n -> asCalibrated("office", n));

        // Then
        assertThat(monitor.drifts("office")).noneMatch(Drift::isSaid);
        assertThat(images("office")).isBetween(1000L, 2000L);
    }

    @Test
    void tellsTwentyGalleriesOneByOneAndAllOthersTogether() {
        // When
        for (int gallery = 0; gallery < 3000; gallery++) {
            monitor.decided(asCalibrated("gallery-" + gallery, gallery));
        }

        // Then
        assertThat(told).hasSize(DriftMonitor.GALLERIES).doesNotHaveDuplicates();
        assertThat(images("gallery-0")).isEqualTo(1);
        assertThat(monitor.drifts("gallery-2999")).isEmpty();
        assertThat(images(DriftMonitor.OTHERS)).isBetween(1000L, 2000L);
        assertThat(monitor.drifts(DriftMonitor.OTHERS)).noneMatch(Drift::isSaid);
    }

    @Test
    void tellsNoGalleryThatIsNamedAndHasNobody() {
        // When
        MatchDecision decision = asCalibrated("made up by a publisher", 0);
        decision.setSubjects(0);
        monitor.decided(decision);

        // Then
        assertThat(told).isEmpty();
        assertThat(images(DriftMonitor.OTHERS)).isEqualTo(1);
    }

    @Test
    void countsNothingOfAnEncoderWithoutAReference() {
        // When
        MatchDecision decision = asCalibrated("office", 0);
        decision.setEncoderId("0123456789abcdef");
        monitor.decided(decision);

        // Then
        assertThat(told).isEmpty();
        assertThat(monitor.drifts(DriftMonitor.OTHERS)).isEmpty();
    }

    @Test
    void beginsAnewWithAnotherCalibration() {
        // Given
        String other = "0123456789abcdef";
        DriftMonitor both = new DriftMonitor(Map.of(ENCODER, REFERENCE, other, copyOf(REFERENCE)), told::add);
        for (int n = 0; n < 500; n++) {
            both.decided(compared("office", 255, 0.94));
        }

        // When
        MatchDecision decision = asCalibrated("office", 0);
        decision.setEncoderId(other);
        both.decided(decision);

        // Then
        assertThat(both.drifts("office").get(0).images()).isEqualTo(1);
    }

    private static CalibrationReference copyOf(CalibrationReference reference) {
        return new CalibrationReference(
                reference.classes(),
                reference.images(),
                reference.rejected(),
                reference.contrast(),
                reference.ink(),
                reference.scores());
    }

    private void decide(int count, IntFunction<MatchDecision> decision) {
        for (int n = 0; n < count; n++) {
            monitor.decided(decision.apply(n));
        }
    }

    private long images(String gallery) {
        return monitor.drifts(gallery).get(0).images();
    }
}
