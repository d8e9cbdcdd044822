package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.HealthEndpoints;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does whose enrolment fails for good. */
class FailedStartIT {
    @TempDir
    Path state;

    @Test
    void endsWithTheReasonInsteadOfWaitingForEver() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given: no encoder is named before the first exemplar is embedded, which cannot be
            AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                    "bootstrap.servers=" + broker.bootstrapServers(),
                    "state.dir=" + state,
                    "web.port=" + FreePort.next()));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            client.send("exemplars", "default/alice/1", BlackBox.exemplar(new StrokeCharacters(7).png(1, 0)));

            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

            // When
            try (SiameseApp app = SiameseApp.start(config, false, metrics, FailedStartIT::withoutDevice);
                    HealthEndpoints health = HealthEndpoints.open(config.web(), app, metrics)) {
                Throwable failure = app.failure().get(60, TimeUnit.SECONDS);

                // Then
                assertThat(failure).hasStackTraceContaining("the device is lost");
                assertThat(app.notReadyBecause())
                        .hasValueSatisfying(why -> assertThat(why).startsWith("failed: "));
                HttpResponse<String> live = liveness(health.address());
                assertThat(live.statusCode()).isEqualTo(503);
                assertThat(live.body()).contains("failed: ");
            }
        }
    }

    private static Encoder withoutDevice(Encoder encoder) {
        return new RiggedEncoder(encoder, images -> {
            throw new EncoderException("the device is lost", null);
        });
    }

    private static HttpResponse<String> liveness(String address) throws Exception {
        URI live = URI.create("http://127.0.0.1:" + address.replaceAll("\\D", "") + "/health/live");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofString());
    }
}
