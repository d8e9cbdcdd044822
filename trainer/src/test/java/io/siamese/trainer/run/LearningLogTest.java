package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.trainer.report.LearningPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningLogTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void keepsEveryValidation() throws IOException {
        // When
        log(0, 10, 20);

        // Then
        assertThat(LearningLog.readPoints(folder))
                .containsExactly(
                        new LearningPoint(10, 1, 2.5, 0.1, 0.05, 0.3), new LearningPoint(20, 2, 2.5, 0.1, 0.05, 0.3));
        assertThat(out.toString()).contains("step 10/100", "step 20/100");
    }

    @Test
    void goingOnDropsWhatCameAfterTheCheckpoint() throws IOException {
        // Given: killed after the validation of step 30 was written, but before its checkpoint
        log(0, 10, 20, 30);

        // When
        log(20, 30, 40);

        // Then
        assertThat(LearningLog.readPoints(folder))
                .extracting(LearningPoint::step)
                .containsExactly(10, 20, 30, 40);
    }

    @Test
    void aNewRunStartsAnew() throws IOException {
        log(0, 10, 20);
        log(0, 15);
        assertThat(LearningLog.readPoints(folder))
                .extracting(LearningPoint::step)
                .containsExactly(15);
    }

    @Test
    void aRunFromBeforeThereWereLogsGoesOn() throws IOException {
        log(500, 600);
        assertThat(LearningLog.readPoints(folder))
                .extracting(LearningPoint::step)
                .containsExactly(600);
    }

    @Test
    void aLineThatIsNotSixNumbersIsNamed() throws IOException {
        // Given
        log(0, 10);
        Path file = folder.resolve("learning.csv");
        Files.writeString(file, Files.readString(file) + "20,1.0,oops\n");

        // Then
        assertThatThrownBy(() -> LearningLog.readPoints(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("learning.csv line 3 is not six numbers: 20,1.0,oops");
        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> LearningLog.readPoints(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not begin with step,cpu_seconds");
    }

    private void log(int from, int... steps) throws IOException {
        try (TrainingProgress log = new LearningLog(folder, from, new LineProgress(new PrintWriter(out), 100))) {
            for (int step : steps) {
                log.validated(new Validation(step, step / 10.0, 2.5, 0.1, 0.05, 0.3));
            }
        }
    }
}
