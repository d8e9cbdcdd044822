package io.siamese.console.room.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.siamese.console.room.health.ServiceStatus.Metric;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceProbeTest {
    @Test
    void readsTheServicesOwnMetricsAndTheLag() {
        assertThat(ServiceProbe.metrics("""
                        # HELP siamese_ready 1 where the service decides
                        siamese_ready 1.0
                        siamese_decisions_total{outcome="MATCH",reason="none"} 12.0
                        siamese_stable_offset_lag{topic="images"} NaN
                        kafka_consumer_fetch_manager_records_lag_max{client_id="a"} 3.0
                        jvm_threads_live 31.0
                        siamese_broken{ nonsense
                        """))
                .containsExactly(
                        new Metric("siamese_ready", "", 1),
                        new Metric("siamese_decisions_total", "outcome=\"MATCH\",reason=\"none\"", 12),
                        new Metric("siamese_stable_offset_lag", "topic=\"images\"", Double.NaN),
                        new Metric("kafka_consumer_fetch_manager_records_lag_max", "client_id=\"a\"", 3));
    }

    @Test
    void saysWhyTheServiceIsNotReady() throws IOException {
        // Given
        HttpServer http = serve(
                503,
                Map.of(
                        "/health/ready", "{\"status\":\"not ready\",\"reasons\":[\"the log names another encoder\"]}",
                        "/metrics", "siamese_ready 0.0\n"));
        try {
            // When
            URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
            ServiceStatus status = new ServiceProbe(address).askService();

            // Then
            assertThat(status.answer()).isEqualTo("not ready");
            assertThat(status.reasons()).containsExactly("the log names another encoder");
            assertThat(status.metrics()).containsExactly(new Metric("siamese_ready", "", 0));
        } finally {
            http.stop(0);
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        // Given
        HttpServer http = serve(200, Map.of());
        URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        http.stop(0);

        // When
        ServiceStatus status = new ServiceProbe(address).askService();

        // Then
        assertThat(status.answer()).isEqualTo("no answer");
        assertThat(status.reasons()).hasSize(1).doesNotContain("null");
    }

    private static HttpServer serve(int status, Map<String, String> answers) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answers.forEach((path, text) -> http.createContext(path, exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }));
        http.start();
        return http;
    }
}
