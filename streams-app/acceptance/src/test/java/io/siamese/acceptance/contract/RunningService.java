package io.siamese.acceptance.contract;

import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker, the service on it as {@link Service} starts it, and a client, for all tests of a class. */
final class RunningService implements BeforeAllCallback, AfterAllCallback {
    private final String[] settings;
    private @Nullable EmbeddedBroker broker;
    private @Nullable Service service;
    private @Nullable BlackBox client;
    private @Nullable Path state;

    /** @param settings as flags set them */
    RunningService(String... settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        state = Files.createTempDirectory("service");
        broker = EmbeddedBroker.start();
        service = Service.start(broker.bootstrapServers(), state, settings);
        client = new BlackBox(broker.bootstrapServers());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        // Also where not all of it came to be.
        try (EmbeddedBroker last = broker;
                Service second = service;
                BlackBox first = client) {
            broker = null;
            service = null;
            client = null;
        }
        try (Stream<Path> files = Files.walk(state)) {
            files.sorted(Comparator.reverseOrder()).forEach(RunningService::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BlackBox client() {
        return client;
    }

    Service service() {
        return service;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }
}
