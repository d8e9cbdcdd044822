package io.siamese.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.oneshot.OneShotRunResult;
import io.siamese.trainer.rates.DetPoint;
import io.siamese.trainer.rates.Histogram;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.LikelihoodQuality;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the numbers that the plots are drawn from. */
record ChartData(
        List<Kind> kinds,
        float threshold,
        List<IdentificationResult> identification,
        List<OneShotRunResult> runs,
        List<LearningPoint> learning) {

    /** Verification of one kind. */
    record Kind(
            String title,
            String fusion,
            int exemplars,
            List<OperatingPoint> points,
            double leastFmr,
            List<DetPoint> det,
            @Nullable Histogram histogram,
            @Nullable LikelihoodQuality likelihoods) {

        static Kind from(VerificationResult from) {
            return new Kind(
                    from.title(),
                    from.fusion(),
                    from.exemplars(),
                    from.points(),
                    from.leastFmr(),
                    from.det(),
                    from.histogram(),
                    from.likelihoods());
        }
    }

    static ChartData fromReport(EvaluationReport report) {
        Evaluation evaluation = report.evaluation();
        List<OneShotRunResult> runs =
                report.runs() == null ? List.of() : report.runs().runs();
        return evaluation == null
                ? new ChartData(List.of(), 0, List.of(), runs, report.learning())
                : new ChartData(
                        evaluation.verification().stream().map(Kind::from).toList(),
                        evaluation.threshold(),
                        evaluation.identification(),
                        runs,
                        report.learning());
    }

    /** Without a character that could end the script element it stands in. */
    String toScriptJson() {
        try {
            return new JsonMapper().writeValueAsString(this).replace("<", "\\u003c");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of numbers and strings are always JSON", e);
        }
    }
}
