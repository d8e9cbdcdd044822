package io.siamese.service.topology;

import static io.siamese.service.flow.VectorEncoder.ID;
import static io.siamese.service.flow.VectorEncoder.imageOfSimilarity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.service.flow.Images;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTopologyTest {
    private EnrolmentDriver driver = new EnrolmentDriver();

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void makesATemplateOfAnExemplarAndSaysFromWhichEpochItHolds() {
        // When
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));

        // Then
        Template template = driver.outputs.template();
        assertThat(template.getSubject()).isEqualTo("alice");
        assertThat(template.getEmbedding()).isEmpty();
        assertThat(TemplateNumbers.from(template)).containsExactly(new float[] {0.8f, 0.6f}, within(1e-6f));
        assertThat(template.getExemplarOffset()).isZero();
        assertThat(template.getImageSha256()).isEqualTo(Images.sha256(ByteBuffer.wrap(imageOfSimilarity(0.8f))));
        ExemplarStatus status = driver.outputs.statusOf("default/alice/1");
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
        assertThat(status.getGalleryLog()).isEqualTo("log-id");
        assertThat(status.getGalleryEpoch()).isZero();
        assertThat(status.getReplaced()).isFalse();
    }

    @Test
    void saysWhenATemplateWasReplaced() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));

        // When
        driver.enrol("default/alice/1", imageOfSimilarity(0.6f));

        // Then
        ExemplarStatus status = driver.outputs.statusOf("default/alice/1");
        assertThat(status.getReplaced()).isTrue();
        assertThat(status.getGalleryEpoch()).isEqualTo(1);
    }

    @Test
    void removesTheTemplateOfARejectedReplacement() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));

        // When
        driver.enrol("default/alice/1", "no image".getBytes(UTF_8));

        // Then
        assertThat(driver.outputs.loggedKeys()).containsExactly(ID + "/default/alice/1", "-" + ID + "/default/alice/1");
        ExemplarStatus status = driver.outputs.statusOf("default/alice/1");
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
        assertThat(status.getReason()).isEqualTo(Reasons.CORRUPT_IMAGE);
        assertThat(status.getReplaced()).isTrue();
    }

    @Test
    void revokesOneExemplar() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("default/alice/2", imageOfSimilarity(0.8f));
        driver.outputs.loggedKeys();

        // When
        driver.revoke("default/alice/1");

        // Then
        assertThat(driver.outputs.loggedKeys()).containsExactly("-" + ID + "/default/alice/1");
        assertThat(driver.outputs.statusOf("default/alice/1").getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
    }

    @Test
    void erasesASubjectWithItsImages() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("default/alice/2", "no image".getBytes(UTF_8));
        driver.enrol("default/alice2/1", imageOfSimilarity(0.8f));
        driver.outputs.loggedKeys();

        // When
        driver.revoke("default/alice/");
        List<String> logged = driver.outputs.loggedKeys();
        driver.letTaskCheck();

        // Then
        assertThat(logged)
                .containsExactly(
                        "-" + ID + "/default/alice/1", "-" + ID + "/default/alice/2", "-" + ID + "/default/alice/");
        assertThat(driver.outputs.erasedKeys()).containsExactly("default/alice/1", "default/alice/2");
        assertThat(driver.outputs.statusOf("default/alice/2").getReason()).isEqualTo(Reasons.ERASED);
    }

    @Test
    void sparesWhatIsEnrolledAgainRightAfterAnErasure() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("default/alice/2", imageOfSimilarity(0.8f));

        // When
        driver.revoke("default/alice/");
        driver.enrol("default/alice/1", imageOfSimilarity(0.6f));
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.erasedKeys()).containsExactly("default/alice/2");
        assertThat(driver.outputs.statusOf("default/alice/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
    }

    @Test
    void finishesAnErasureThatItWasInterruptedIn() {
        // Given
        restart(
                new EnrolmentLogs.Exemplars(Map.of(), Map.of("default/alice/1", 1L), 2, 1, 2),
                GivenGalleryLog.of(Map.of("default/alice/1", 0L), ID),
                false);

        // When
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys()).contains("-" + ID + "/default/alice/1");
        assertThat(driver.outputs.erasedKeys()).containsExactly("default/alice/1");
    }

    @Test
    void saysThatThereWasNothingToRevoke() {
        // When
        driver.revoke("default/nobody/1");

        // Then
        assertThat(driver.outputs.statusOf("default/nobody/1").getReason()).isEqualTo(Reasons.NOT_ENROLLED);
    }

    @Test
    void erasesAGalleryAndNoOther() {
        // Given
        driver.enrol("door/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("door/bob/1", imageOfSimilarity(0.8f));
        driver.enrol("door2/alice/1", imageOfSimilarity(0.8f));
        driver.outputs.loggedKeys();

        // When
        driver.revoke("door//");

        // Then
        assertThat(driver.outputs.loggedKeys())
                .containsExactly("-" + ID + "/door/alice/1", "-" + ID + "/door/bob/1", "-" + ID + "/door//");
        assertThat(driver.outputs.statusOf("door//").getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
    }

    @Test
    void enrolsAgainAfterAnErasure() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.revoke("default/alice/");

        // When
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));

        // Then
        assertThat(driver.outputs.statusOf("default/alice/1").getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
    }

    @ParameterizedTest(name = "key {0}")
    @ValueSource(strings = {"alice", "default/alice", "default//1", "/alice/1", "default/~/1", "a/b/c/d", "a/b/c d"})
    void rejectsAMalformedKey(String key) {
        // When
        driver.enrol(key, imageOfSimilarity(0.8f));

        // Then
        ExemplarStatus status = driver.outputs.statusOf(key);
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
        assertThat(status.getReason()).isEqualTo(Reasons.MALFORMED_KEY);
    }

    @Test
    void rejectsAnImageUnderAPrefix() {
        // When
        driver.enrol("default/alice/", imageOfSimilarity(0.8f));

        // Then
        assertThat(driver.outputs.statusOf("default/alice/").getReason()).isEqualTo(Reasons.PREFIX_WITH_VALUE);
    }

    @Test
    void rejectsFieldsThatDisagreeWithTheKey() {
        // Given
        Exemplar exemplar = Exemplar.newBuilder()
                .setSubject("bob")
                .setImage(ByteBuffer.wrap(imageOfSimilarity(0.8f)))
                .build();

        // When
        driver.enrol("default/alice/1", exemplar);

        // Then
        assertThat(driver.outputs.statusOf("default/alice/1").getReason()).isEqualTo(Reasons.KEY_MISMATCH);
    }

    @Test
    void namesItsEncoderOnceAllExemplarsAreEmbedded() {
        // When
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.activeEncoder().getEncoderId()).isEqualTo(ID);
    }

    @Test
    void doesNotNameItsEncoderBeforeThat() {
        // Given
        restart(
                new EnrolmentLogs.Exemplars(Map.of("default/alice/1", 0L), Map.of(), 1, 0, 0),
                EnrolmentDriver.NO_TEMPLATES,
                false);

        // When
        driver.letTaskCheck();
        List<String> before = driver.outputs.loggedKeys();
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));

        // Then
        assertThat(before).isEmpty();
        assertThat(driver.outputs.loggedKeys()).containsExactly(ID + "/default/alice/1", "~encoder");
    }

    @Test
    void leavesAnotherEncoderInChargeUnlessToldToTakeOver() {
        // Given
        GalleryLogSnapshot another = GivenGalleryLog.of(Map.of(), "another");

        // When
        restart(EnrolmentDriver.NO_EXEMPLARS, another, false);
        driver.letTaskCheck();
        List<String> left = driver.outputs.loggedKeys();
        restart(EnrolmentDriver.NO_EXEMPLARS, another, true);
        driver.letTaskCheck();

        // Then
        assertThat(left).isEmpty();
        assertThat(driver.outputs.loggedKeys()).containsExactly("~encoder");
    }

    @Test
    void removesATemplateWhoseTombstoneWasCompactedAway() {
        // Given
        restart(
                new EnrolmentLogs.Exemplars(Map.of("default/alice/1", 0L), Map.of(), 2, 1, 2),
                GivenGalleryLog.of(Map.of("default/alice/1", 0L, "default/bob/1", 1L), ID),
                false);

        // When
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys()).containsExactly("-" + ID + "/default/bob/1", "-" + ID + "/~roll");
        assertThat(driver.outputs.statusOf("default/bob/1").getReason()).isEqualTo(Reasons.EXEMPLAR_GONE);
    }

    @Test
    void describesItselfAsTheGoldenFileSays() throws Exception {
        assertThat(driver.description()).isEqualTo(GoldenFile.read("enrolment.txt"));
    }

    private void restart(EnrolmentLogs.Exemplars exemplars, GalleryLogSnapshot templates, boolean takeOver) {
        driver.close();
        driver = new EnrolmentDriver(exemplars, templates, takeOver);
    }
}
