package io.siamese.service.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers each path that is served. */
final class Pages {

    private final ObjectMapper json = new ObjectMapper();
    private final Readiness live;
    private final Readiness ready;
    private final PrometheusMeterRegistry metrics;

    Pages(Readiness live, Readiness ready, PrometheusMeterRegistry metrics) {
        this.live = live;
        this.ready = ready;
        this.metrics = metrics;
    }

    Page pageFor(String path) {
        return switch (path) {
            case "/health/live" -> healthPage(live, "live");
            case "/health/ready" -> healthPage(ready, "ready");
            case "/metrics" -> Page.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
            default -> Page.notFound();
        };
    }

    private Page healthPage(Readiness question, String name) {
        List<String> reasons = question.reasons();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", reasons.isEmpty() ? name : "not " + name);
        answer.put("reasons", reasons);
        try {
            return Page.json(reasons.isEmpty() ? 200 : 503, json.writeValueAsBytes(answer));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("health of strings could not be written", e);
        }
    }
}
