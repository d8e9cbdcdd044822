package io.siamese.trainer.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report as JSON. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * What is written.
     *
     * @param figures by the names that model cards use; shares, Cllr in bits
     */
    private record Content(
            MeasuredModel subject,
            Map<String, Double> figures,
            @Nullable OneShotRunsResult runs,
            @Nullable Evaluation evaluation,
            List<AchievedRate> realised,
            List<String> classNames,
            List<LearningPoint> learning) {}

    public static void writeReport(EvaluationReport report, Path file) throws IOException {
        Content content = new Content(
                report.subject(),
                figures(report),
                report.runs(),
                report.evaluation(),
                report.realised(),
                report.classNames(),
                report.learning());
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }

    private static Map<String, Double> figures(EvaluationReport report) {
        Map<String, Double> figures = new LinkedHashMap<>();
        if (report.evaluation() != null) {
            figures.putAll(report.evaluation().figures());
        }
        if (report.runs() != null) {
            figures.put("one-shot runs error", report.runs().errorRate());
            figures.put("one-shot runs error, low", report.runs().interval().low());
            figures.put("one-shot runs error, high", report.runs().interval().high());
        }
        figures.putAll(AchievedRate.figures(report.realised()));
        return figures;
    }
}
