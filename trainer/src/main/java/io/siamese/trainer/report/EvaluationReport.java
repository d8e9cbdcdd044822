package io.siamese.trainer.report;

import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows.
 *
 * @param classNames in the order that the evaluation counts classes in
 * @param evaluation null if only runs were measured
 * @param runs null if there were none
 * @param realised what the thresholds of the model's calibration come to; empty if it has none
 * @param learning of the model's training; empty if its log was not named
 */
public record EvaluationReport(
        MeasuredModel subject,
        List<String> classNames,
        @Nullable Evaluation evaluation,
        @Nullable OneShotRunsResult runs,
        List<AchievedRate> realised,
        ConfusingImages pictures,
        List<LearningPoint> learning) {}
