package io.siamese.service.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Measures what lies before the service: {@code siamese.images.undecided}, the images that are published and not decided, and
 * {@code siamese.gallery.epoch.lag}, the records of the gallery log that this instance has not applied. Neither is a number while
 * the brokers do not answer.
 */
public final class Backlog implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final TopicAdmin admin;
    private final String group;
    private final LongSupplier epoch;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "siamese-backlog"));
    private volatile double undecided = Double.NaN;
    private volatile double epochLag = Double.NaN;

    private Backlog(TopicAdmin admin, String group, LongSupplier epoch) {
        this.admin = admin;
        this.group = group;
        this.epoch = epoch;
    }

    /**
     * Measures from now on, every few seconds. The registry belongs to the caller.
     *
     * @param group consumer group of the service: its {@code application.id}
     * @param epoch offset of the gallery log's last record that is applied
     */
    public static Backlog start(ContractSettings settings, String group, LongSupplier epoch, MeterRegistry metrics) {
        Backlog backlog = new Backlog(TopicAdmin.open(settings), group, epoch);
        backlog.register(
                "siamese.images.undecided", "Images that are published and not decided", metrics, one -> one.undecided);
        backlog.register(
                "siamese.gallery.epoch.lag",
                "Offsets between the gallery log's last record and the gallery's epoch",
                metrics,
                one -> one.epochLag);
        backlog.timer.scheduleWithFixedDelay(backlog::measure, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return backlog;
    }

    private void register(String name, String description, MeterRegistry metrics, ToDoubleFunction<Backlog> value) {
        Gauge.builder(name, this, value).description(description).register(metrics);
    }

    private void measure() {
        try {
            long end = admin.galleryLogEnd();
            // Two offsets are ordinary: the end is behind the last record, and so is the marker of its transaction.
            epochLag = Math.max(0, end - 2 - epoch.getAsLong());
            undecided = admin.undecided(group);
        } catch (RuntimeException e) {
            // Whatever it is, the next measurement must come: one that throws would be the last.
            epochLag = Double.NaN;
            undecided = Double.NaN;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close();
    }
}
