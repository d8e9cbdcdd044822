package io.siamese.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.EncoderAction;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How requests about encoders are answered: by the one that waits, and by the one that decides. */
class EncoderKeeperTest {
    private static final String ID = VectorEncoder.ID;
    private static final String STATUS = "~encoder/" + ID;

    @Test
    void namesItsEncoderOnceItHasEmbeddedEverything() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 0.1)) {
            // Given
            driver.check();
            assertThat(driver.logged()).isEmpty();

            // When
            driver.ask(ID, EncoderAction.ACTIVATE, false);

            // Then
            assertThat(driver.logged()).containsExactly("~encoder");
            assertThat(driver.status(STATUS).getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        }
    }

    @Test
    void refusesWhileExemplarsAreLeft() {
        EnrolmentLogs.Exemplars left = new EnrolmentLogs.Exemplars(Map.of("default/a/1", 4L), Map.of(), 5, 4, 0);
        try (EnrolmentDriver driver = waiting(left, 0.1)) {
            // When
            driver.ask(ID, EncoderAction.ACTIVATE, true);

            // Then
            assertThat(driver.logged()).containsExactly("-" + ID + "/" + STATUS);
            ExemplarStatus status = driver.status(STATUS);
            assertThat(status.getReason()).isEqualTo(Reasons.NOT_COVERED);
            assertThat(status.getDetail()).contains("-1 of 4");
        }
    }

    @Test
    void namesThePolicyThatTheCalibrationDoesNotSupportAndObeysForce() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 1e-6)) {
            // When
            driver.ask(ID, EncoderAction.ACTIVATE, false);
            ExemplarStatus refused = driver.status(STATUS);
            driver.ask(ID, EncoderAction.ACTIVATE, true);

            // Then
            assertThat(refused.getReason()).isEqualTo(Reasons.UNSUPPORTED_POLICY);
            assertThat(refused.getDetail()).startsWith("policy door: targetFmr=1.0E-6");
            assertThat(driver.status(STATUS).getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        }
    }

    @Test
    void tellsTheStatusesOfExemplarsOnlyOnceItsEncoderDecides() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 0.1)) {
            // Given
            driver.enrol("default/a/1", VectorEncoder.image(1));
            driver.check();
            assertThat(driver.statuses()).isEmpty();

            // When
            driver.ask(ID, EncoderAction.ACTIVATE, false);
            driver.check();

            // Then
            assertThat(driver.status("default/a/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        }
    }

    @Test
    void leavesAnEncoderThatIsLoadedToItselfAndKnowsOthers() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.check();
            driver.readTemplate("loaded", "default/a/1", 1);
            driver.readTemplate("away", "default/a/1", 1);
            driver.readTemplate("away", "default/b/1", 2);
            driver.loadedElsewhere.add("loaded");
            driver.logged();

            // When
            driver.ask("loaded", EncoderAction.ACTIVATE, false);
            driver.ask("loaded", EncoderAction.RETIRE, false);
            driver.ask("away", EncoderAction.ACTIVATE, false);
            driver.ask("away", EncoderAction.RETIRE, false);

            // Then
            assertThat(driver.statuses())
                    .extracting(
                            status -> status.getKey() + " " + status.getValue().getReason())
                    .containsExactly(
                            "~encoder/loaded STILL_LOADED", "~encoder/away NOT_LOADED", "~encoder/away RETIRED");
            assertThat(driver.logged()).contains("-away/default/a/1", "-away/default/b/1");
            assertThat(driver.forgotten).containsExactly("away");
        }
    }

    private static EnrolmentDriver waiting(EnrolmentLogs.Exemplars exemplars, double policyFmr) {
        EffectivePolicy policy = EffectivePolicy.newBuilder()
                .setPolicy("door")
                .setTargetFmr(policyFmr)
                .setTargetFpir(0.05)
                .build();
        EnrolmentDriver driver = new EnrolmentDriver(
                exemplars, GivenGalleryLog.of(Map.of(), "another", Map.of("door", policy), Map.of()), false);
        driver.named = "another";
        return driver;
    }
}
