package io.siamese.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.service.config.WebConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

    private static final WebConfig FREE_PORT = new WebConfig("127.0.0.1", 0);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile List<String> obstacles = List.of();
    private final HealthServer server = HealthServer.start(FREE_PORT, List::of, () -> obstacles, metrics);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyWhereNothingStandsInTheWay() throws Exception {
        // When
        HttpResponse<String> answer = get("/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ready\",\"reasons\":[]}");
    }

    @Test
    void saysWhyItIsNotReadyAndStaysLive() throws Exception {
        // Given
        obstacles = List.of("the gallery is being restored");

        // When
        HttpResponse<String> answer = get("/health/ready");

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"not ready\",\"reasons\":[\"the gallery is being restored\"]}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        // Given
        metrics.counter("siamese.decisions", "outcome", "match").increment(3);

        // When
        HttpResponse<String> answer = get("/metrics");

        // Then
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("siamese_decisions_total{outcome=\"match\"} 3.0");
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/health/ready/").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/metrics")).DELETE().build())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void refusesAPortThatIsTakenByItsSetting() {
        // Given
        WebConfig taken = new WebConfig("127.0.0.1", server.port());

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HealthServer.start(taken, List::of, List::of, metrics))
                .withMessageContaining("web.port=" + server.port());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
