package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.vector.Similarity;
import io.siamese.service.drift.DriftDecisions;
import io.siamese.service.drift.DriftMonitor;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.loading.LoadedEncoder;
import io.siamese.service.matching.Policies;
import io.siamese.service.matching.PolicyCheck;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftMetricsTest {
    private static final Calibration BEFORE = Calibration.create(
            VectorEncoder.ID, "from before drift was measured", new Logistic(10, -5, -3, 3), List.of(), List.of());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AppMetrics metrics = new AppMetrics(registry);

    @Test
    void tellEachMeasureOfAGallery() {
        // Given
        metrics.watchDrift(List.of(encoder(BEFORE.withReference(DriftDecisions.REFERENCE))));

        // When
        for (int n = 0; n < 500; n++) {
            metrics.decided(DriftDecisions.compared("gate", 255, 0.9));
        }

        // Then
        assertThat(value("siamese.drift.distance", "gate", "ink")).isEqualTo(1);
        assertThat(value("siamese.drift.limit", "gate", "ink")).isBetween(0.05, 0.3);
        assertThat(value("siamese.drift.distance", "gate", "contrast")).isZero();
        assertThat(value("siamese.drift.distance", "gate", "score")).isNaN();
        assertThat(value("siamese.drift.distance", "gate", "rejected")).isZero();
    }

    @Test
    void haveNoMoreSeriesThanABoundedNumberOfGalleries() {
        // Given
        metrics.watchDrift(List.of(encoder(BEFORE.withReference(DriftDecisions.REFERENCE))));

        // When
        for (int gallery = 0; gallery < 5000; gallery++) {
            metrics.decided(DriftDecisions.asCalibrated("gallery-" + gallery, gallery));
        }

        // Then
        int measures = 4;
        assertThat(registry.find("siamese.drift.distance").gauges()).hasSize((DriftMonitor.GALLERIES + 1) * measures);
    }

    @Test
    void sayNothingWhereTheCalibrationHasNoReference() {
        // Given
        metrics.watchDrift(List.of(encoder(BEFORE), encoder(null)));

        // When
        for (int n = 0; n < 500; n++) {
            metrics.decided(DriftDecisions.compared("gate", 255, 0.9));
        }

        // Then
        assertThat(registry.find("siamese.drift.distance")
                        .tag("gallery", "gate")
                        .gauges())
                .isEmpty();
        assertThat(value("siamese.drift.distance", DriftMonitor.OTHERS, "ink")).isNaN();
        assertThat(value("siamese.drift.limit", DriftMonitor.OTHERS, "ink")).isNaN();
    }

    private double value(String name, String gallery, String measure) {
        return registry.get(name)
                .tags("gallery", gallery, "measure", measure)
                .gauge()
                .value();
    }

    private static LoadedEncoder encoder(@Nullable Calibration calibration) {
        return new LoadedEncoder(
                new VectorEncoder(Similarity.cosine()),
                new LoadedEncoder.Rules(
                        Policies.ofFusion(FusionKind.BEST, 5),
                        calibration,
                        new PolicyCheck(calibration, "cosine", 0.01, 0.1),
                        new EnrolmentGates(new InkMeasure(true), OptionalDouble.empty())),
                Claim.FIRST);
    }
}
