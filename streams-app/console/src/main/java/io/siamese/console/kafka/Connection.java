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
 * Opens what the rooms need of Kafka, each as soon as it can be opened. So the console can be looked at before Kafka is there, and a
 * topic that is missing keeps one page from working and not all. Thread-safe; the caller closes it.
 */
public final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long AGAIN_MS = 2_000;

    private final List<Slot<?>> slots = new ArrayList<>();
    private final ResourceStack opened = new ResourceStack();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "siamese-console-connection");
        created.setDaemon(true);
        return created;
    });

    private final class Slot<T extends AutoCloseable> implements Supplier<T> {
        private final Function<ContractSettings, T> opener;
        private volatile @Nullable T value;
        private volatile String waitingFor = "the service is starting";

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

        /** Whether it is open now. */
        boolean tryOpen(ContractSettings settings) {
            if (value != null) {
                return true;
            }
            try {
                value = opened.add(opener.apply(settings));
                return true;
            } catch (RuntimeException e) {
                waitingFor = "waiting for Kafka at " + settings.kafka().bootstrapServers() + ": " + e.getMessage();
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the console cannot connect to Kafka yet");
                return false;
            }
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

    /** Connects in the background, again and again until everything is open. */
    public void connect(ContractSettings settings) {
        thread.execute(() -> attempt(settings));
    }

    private synchronized void attempt(ContractSettings settings) {
        long closed = slots.stream().filter(slot -> !slot.tryOpen(settings)).count();
        if (closed > 0 && !thread.isShutdown()) {
            thread.schedule(() -> attempt(settings), AGAIN_MS, TimeUnit.MILLISECONDS);
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
