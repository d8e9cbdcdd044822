package io.siamese.console.kafka;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.resource.ResourceStack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what the rooms need of Kafka, all of it together, as soon as the brokers answer. So the console can be looked at before Kafka
 * is there. Thread-safe; the caller closes it.
 */
public final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long AGAIN_MS = 2_000;

    private final List<Slot<?>> slots = new ArrayList<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "siamese-console-connection");
        created.setDaemon(true);
        return created;
    });
    private volatile String waitingFor = "the service is starting";
    private ResourceStack opened = new ResourceStack();

    private final class Slot<T extends AutoCloseable> implements Supplier<T> {
        private final Function<ContractSettings, T> opener;
        private volatile @Nullable T value;

        Slot(Function<ContractSettings, T> opener) {
            this.opener = opener;
        }

        @Override
        public T get() {
            T known = value;
            if (known == null) {
                throw new NotConnectedException(waitingFor);
            }
            return known;
        }

        void open(ContractSettings settings, ResourceStack stack) {
            value = stack.add(opener.apply(settings));
        }
    }

    /**
     * Adds something that is opened with the connection and closed with it. Call it before {@link #connect}.
     *
     * @return gives what was opened; throws {@link NotConnectedException} before that
     */
    public synchronized <T extends AutoCloseable> Supplier<T> whenConnected(Function<ContractSettings, T> opener) {
        Slot<T> slot = new Slot<>(opener);
        slots.add(slot);
        return slot;
    }

    /** Connects in the background, again and again until it succeeds. */
    public void connect(ContractSettings settings) {
        waitingFor = "waiting for Kafka at " + settings.kafka().bootstrapServers();
        thread.execute(() -> attempt(settings));
    }

    private void attempt(ContractSettings settings) {
        try {
            open(settings);
        } catch (RuntimeException e) {
            waitingFor = "waiting for Kafka at " + settings.kafka().bootstrapServers() + ": " + e.getMessage();
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the console cannot connect to Kafka yet");
            if (!thread.isShutdown()) {
                thread.schedule(() -> attempt(settings), AGAIN_MS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private synchronized void open(ContractSettings settings) {
        try (ResourceStack stack = new ResourceStack()) {
            slots.forEach(slot -> slot.open(settings, stack));
            opened = stack.release();
        } catch (RuntimeException e) {
            slots.forEach(slot -> slot.value = null);
            throw e;
        }
    }

    /** Closes what was opened, also where it is being opened now. */
    @Override
    public void close() {
        thread.shutdownNow();
        synchronized (this) {
            opened.close();
        }
    }
}
