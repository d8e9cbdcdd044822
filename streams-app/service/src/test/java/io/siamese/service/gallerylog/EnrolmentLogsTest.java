package io.siamese.service.gallerylog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnrolmentLogsTest {
    private static final EnrolmentLogs.Request REQUEST = new EnrolmentLogs.Request(5, new byte[] {1});

    @Test
    void aRequestIsOpenUntilItsOwnOffsetIsAnswered() {
        assertThat(EnrolmentLogs.isSettled(Map.of("office", REQUEST), answered(4)))
                .isFalse();
        assertThat(EnrolmentLogs.isSettled(Map.of("office", REQUEST), answered(5)))
                .isTrue();
    }

    @Test
    void aKeyThatNamesNoGalleryKeepsNobodyWaitingWhateverItsAnswerIsFiledUnder() {
        // Given: longer than the log's keys may be, and with a slash
        Map<String, EnrolmentLogs.Request> requests =
                Map.of("k".repeat(3000), REQUEST, "a/b", REQUEST, "office", REQUEST);

        // Then
        assertThat(EnrolmentLogs.isSettled(requests, answered(5))).isTrue();
    }

    private static GalleryLogSnapshot answered(long offset) {
        return GivenGalleryLog.of(
                Map.of(), null, Map.of(), Map.of("office", new GalleryLogSnapshot.Answer(offset, null)));
    }
}
