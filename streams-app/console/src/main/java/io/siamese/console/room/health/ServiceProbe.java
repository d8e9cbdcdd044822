package io.siamese.console.room.health;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.console.room.health.ServiceStatus.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Asks the service's health and metrics over HTTP. Only the address that the console was started with is asked. */
final class ServiceProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_METRICS = 200;
    private static final int OK = 200;
    private static final Pattern LINE =
            Pattern.compile("((?:siamese_|kafka_consumer_fetch_manager_records_lag_max)[a-z_]*)(?:\\{(.*)})? (\\S+)");

    private final @Nullable URI service;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();

    ServiceProbe(@Nullable URI service) {
        this.service = service;
    }

    ServiceStatus askService() {
        if (service == null) {
            return new ServiceStatus("", "unknown", List.of(), List.of());
        }
        try {
            HttpResponse<InputStream> ready = sendGet("/health/ready");
            List<String> reasons = reasons(readBody(ready));
            String answer = ready.statusCode() == OK ? "ready" : "not ready";
            return new ServiceStatus(service.toString(), answer, reasons, metrics(readBody(sendGet("/metrics"))));
        } catch (IOException e) {
            return new ServiceStatus(service.toString(), "no answer", List.of(describeFailure(e)), List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServiceStatus(service.toString(), "no answer", List.of(), List.of());
        }
    }

    /** A refused connection has no message of its own. */
    private static String describeFailure(IOException failure) {
        return failure.getMessage() == null ? "the connection is refused" : failure.getMessage();
    }

    private HttpResponse<InputStream> sendGet(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        Objects.requireNonNull(service).resolve(path))
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.ofInputStream());
    }

    private static String readBody(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream stream = answer.body()) {
            return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private List<String> reasons(String body) throws IOException {
        JsonNode reasons = json.readTree(body).path("reasons");
        return StreamSupport.stream(reasons.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** The service's own metrics, and how far its consumers lag behind. */
    static List<Metric> metrics(String text) {
        return text.lines()
                .map(ServiceProbe::parseMetric)
                .flatMap(Optional::stream)
                .limit(MOST_METRICS)
                .toList();
    }

    private static Optional<Metric> parseMetric(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        try {
            return Optional.of(new Metric(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
