package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ExemplarTerms;
import io.siamese.client.ImageAddress;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of images that lie elsewhere. */
@Timeout(120)
class ReferenceCheckIT {
    private static final byte[] IMAGE = "an image".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = {};

    @TempDir
    Path folder;

    private ExemplarTerms storedAt(String name) {
        return ExemplarTerms.ordinary().at(ImageAddress.of(folder.toUri() + name, IMAGE));
    }

    @Test
    void countsTheImagesOfExemplarsThatAreGone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                    "bootstrap.servers=" + broker.bootstrapServers(), "image.uri.allowed=" + folder.toUri()));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            try (ExemplarPublisher exemplars = ExemplarPublisher.open(config.contract())) {
                // Given
                Files.write(folder.resolve("here"), IMAGE);
                Files.write(folder.resolve("other"), NONE);
                exemplars
                        .enrol(new ExemplarKey("g", "a", "1"), NONE, storedAt("here"))
                        .join();
                exemplars
                        .enrol(new ExemplarKey("g", "a", "2"), NONE, storedAt("gone"))
                        .join();
                exemplars
                        .enrol(new ExemplarKey("g", "a", "3"), NONE, storedAt("other"))
                        .join();
                exemplars
                        .enrol(new ExemplarKey("g", "a", "4"), NONE, storedAt("gone"))
                        .join();
                exemplars.revoke(new ExemplarKey("g", "a", "4")).join();
                exemplars
                        .enrol(new ExemplarKey("g", "a", "5"), NONE, storedAt("gone"))
                        .join();
                exemplars
                        .enrol(new ExemplarKey("g", "a", "5"), IMAGE, ExemplarTerms.ordinary())
                        .join();
            }

            // When
            ReferenceCheck.Found found = new ReferenceCheck(config).countMissing();

            // Then
            assertThat(found).isEqualTo(new ReferenceCheck.Found(3, 2, 0));
        }
    }

    @Test
    void waitsForAStoreThatIsSlow() throws Exception {
        HttpServer store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            CompletableFuture.delayedExecutor(1_500, TimeUnit.MILLISECONDS).execute(() -> answer(exchange));
        });
        store.start();
        String prefix = "http://127.0.0.1:" + store.getAddress().getPort() + "/images/";
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                    "bootstrap.servers=" + broker.bootstrapServers(),
                    "image.uri.allowed=" + prefix,
                    "image.uri.timeout.ms=30000"));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            try (ExemplarPublisher exemplars = ExemplarPublisher.open(config.contract())) {
                ExemplarTerms terms = ExemplarTerms.ordinary().at(ImageAddress.of(prefix + "a", IMAGE));
                exemplars.enrol(new ExemplarKey("g", "a", "1"), NONE, terms).join();
            }

            // When
            ReferenceCheck.Found found = new ReferenceCheck(config).countMissing();

            // Then
            assertThat(found).isEqualTo(new ReferenceCheck.Found(1, 0, 0));
        } finally {
            store.stop(0);
        }
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, IMAGE.length);
            exchange.getResponseBody().write(IMAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
