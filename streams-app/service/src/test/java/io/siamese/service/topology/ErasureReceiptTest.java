package io.siamese.service.topology;

import static io.siamese.service.flow.VectorEncoder.ID;
import static io.siamese.service.flow.VectorEncoder.imageOfSimilarity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ErasureReceipt;
import io.siamese.events.ExemplarStatus;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an erasure leaves: a receipt, and in the end nothing that names it. */
class ErasureReceiptTest {
    private static final String ANOTHER = "another";

    private EnrolmentDriver driver = new EnrolmentDriver();

    @BeforeEach
    void letTheEncoderDecide() {
        driver.letTaskCheck();
        driver.outputs.loggedKeys();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void saysWhatTheErasureOfASubjectRemoved() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("default/alice/2", "no image".getBytes(UTF_8));
        driver.enrol("default/bob/1", imageOfSimilarity(0.8f));

        // When
        driver.revoke("default/alice/");
        driver.letTaskCheck();

        // Then
        Map<String, ErasureReceipt> receipts = driver.outputs.receipts();
        assertThat(receipts).containsOnlyKeys("~receipt/3/default/alice/");
        ErasureReceipt receipt = receipts.get("~receipt/3/default/alice/");
        assertThat(receipt.getKey()).isEqualTo("default/alice/");
        assertThat(receipt.getTemplates()).containsExactly(Map.entry(ID, 1));
        assertThat(receipt.getImages()).isEqualTo(2);
        assertThat(receipt.getGalleryLog()).isEqualTo("log-id");
        assertThat(receipt.getBytesGoneBy()).isEqualTo(receipt.getImagesGoneBy().plus(Duration.ofDays(8)));
        assertThat(receipt.getCopies()).extracting("topic").containsExactly("images");
    }

    @Test
    void namesTheEpochAfterTheLastRemoval() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.outputs.loggedKeys();

        // When
        driver.revoke("default/alice/");
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys())
                .startsWith(
                        "-" + ID + "/default/alice/1",
                        "-" + ID + "/default/alice/",
                        "-" + ID + "/~receipt/1/default/alice/");
        // The encoder's name, the template, two tombstones, the receipt.
        assertThat(driver.outputs.receipts().get("~receipt/1/default/alice/").getGalleryEpoch())
                .isEqualTo(4);
    }

    @Test
    void looksLikeARevocationToAReaderThatKnowsNoReceipts() {
        // When
        driver.revoke("default/alice/1");
        driver.letTaskCheck();

        // Then
        ExemplarStatus status = driver.outputs.statusOf("~receipt/0/default/alice/1");
        assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REVOKED);
        assertThat(status.getSourceOffset()).isZero();
        assertThat(status.getErasure().getTemplates()).containsExactly(Map.entry(ID, 0));
    }

    @Test
    void removesTheTemplatesOfEncodersThatRunNoMore() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.others.readTemplate(ANOTHER, "default/alice/1", 0);
        driver.others.readTemplate(ANOTHER, "default/alice/2", 0);
        driver.others.readTemplate(ANOTHER, "default/alice2/1", 0);
        driver.others.readTemplate("a-third", "default/alice/1", 0);
        driver.outputs.loggedKeys();

        // When
        driver.revoke("default/alice/");
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys())
                .contains("-another/default/alice/1", "-another/default/alice/2", "-a-third/default/alice/1")
                .doesNotContain("-another/default/alice2/1");
        assertThat(driver.outputs.receipts().values().iterator().next().getTemplates())
                .containsOnly(Map.entry(ID, 1), Map.entry(ANOTHER, 2), Map.entry("a-third", 1));
    }

    @Test
    void sparesATemplateThatAnotherEncoderMadeOfALaterExemplar() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.others.readTemplate(ANOTHER, "default/alice/1", 2);
        driver.outputs.loggedKeys();

        // When
        driver.revoke("default/alice/1");
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys()).doesNotContain("-another/default/alice/1");
    }

    @Test
    void removesTemplatesOfOthersWhoseExemplarIsGoneWhenItStarts() {
        // Given
        restart("default/alice/1", ID);
        driver.others.readTemplate(ANOTHER, "default/alice/1", 0);
        driver.others.readTemplate(ANOTHER, "default/bob/1", 1);

        // When
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.loggedKeys()).containsExactly("-another/default/bob/1");
    }

    @Test
    void writesNoReceiptWhileAnotherEncoderDecides() {
        // Given
        restart("default/alice/1", ANOTHER);
        driver.letTaskCheck();

        // When
        driver.revoke("default/alice/1");
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.receipts()).isEmpty();
    }

    @Test
    void waitsForTheTermsAndThenSettlesInOrder() {
        // Given
        var terms = driver.terms;
        driver.terms = null;
        driver.revoke("default/alice/1");
        driver.revoke("default/bob/1");
        driver.letTaskCheck();
        assertThat(driver.outputs.receipts()).isEmpty();

        // When
        driver.terms = terms;
        driver.letTaskCheck();

        // Then
        assertThat(driver.outputs.receipts())
                .containsOnlyKeys("~receipt/0/default/alice/1", "~receipt/1/default/bob/1");
    }

    @Test
    void clearsTheStatusesOnceTheBytesAreGone() {
        // Given
        driver.enrol("default/alice/1", imageOfSimilarity(0.8f));
        driver.enrol("default/alice/2", imageOfSimilarity(0.8f));
        driver.revoke("default/alice/");
        driver.enrol("default/alice/2", imageOfSimilarity(0.6f));
        driver.advanceTime(Duration.ofDays(9).minusMinutes(1));
        assertThat(driver.outputs.cleared()).doesNotContain("default/alice/1");

        // When
        driver.advanceTime(Duration.ofMinutes(2));

        // Then: what is there again keeps its status
        assertThat(driver.outputs.cleared())
                .contains("default/alice/1", "default/alice/")
                .doesNotContain("default/alice/2");
    }

    @Test
    void closesSegmentsUntilEverythingIsCompacted() {
        // Given
        driver.revoke("default/alice/1");
        driver.letTaskCheck();
        driver.outputs.writtenToExemplars();
        driver.outputs.loggedKeys();

        // When
        driver.advanceTime(Duration.ofHours(1));

        // Then
        assertThat(driver.outputs.writtenToExemplars()).containsExactly("~roll");
        assertThat(driver.outputs.loggedKeys()).containsExactly("-" + ID + "/~roll");
        assertThat(driver.outputs.cleared()).contains("~roll");
    }

    @Test
    void closesNoMoreSegmentsOnceTheClearedStatusesAreCompactedToo() {
        // Given
        driver.revoke("default/alice/1");

        // When
        passInSteps(Duration.ofDays(17));
        List<String> before = driver.outputs.writtenToExemplars();
        passInSteps(Duration.ofDays(2));
        driver.outputs.writtenToExemplars();
        passInSteps(Duration.ofDays(1));

        // Then
        assertThat(before).contains("~roll");
        assertThat(driver.outputs.writtenToExemplars()).isEmpty();
    }

    @Test
    void goesOnClosingSegmentsWhereItWasAwayInTheMeantime() {
        // Given
        driver.revoke("default/alice/1");
        driver.letTaskCheck();

        // When: nothing runs for longer than it would have closed segments
        driver.advanceTime(Duration.ofDays(40));
        driver.outputs.writtenToExemplars();
        passInSteps(Duration.ofDays(1));

        // Then
        assertThat(driver.outputs.cleared()).contains("default/alice/1");
        assertThat(driver.outputs.writtenToExemplars()).contains("~roll");
    }

    private void passInSteps(Duration time) {
        for (Duration left = time; !left.isZero(); left = left.minusMinutes(30)) {
            driver.advanceTime(Duration.ofMinutes(30));
        }
    }

    private void restart(String alive, String active) {
        driver.close();
        driver = new EnrolmentDriver(
                new EnrolmentLogs.Exemplars(Map.of(alive, 0L), Map.of(), 2, 1, 2),
                GivenGalleryLog.of(Map.of(alive, 0L), active),
                false);
    }
}
