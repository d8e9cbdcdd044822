package io.siamese.acceptance.chaos;

import io.siamese.acceptance.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@link ChaosBed} is made of.
 *
 * @param folder for brokers and instances
 * @param brokers 1, with a proxy between it and the service, or 3 without one
 * @param rate images a second
 * @param brokerSettings beside the defaults
 * @param settings of the service, {@code key=value}
 * @param program what the instances run at first
 */
record BedPlan(
        Path folder,
        int brokers,
        int rate,
        Map<String, String> brokerSettings,
        List<String> settings,
        Program program) {
    /** Brokers and service as they are by default. */
    static BedPlan of(Path folder, int brokers, int rate, String... settings) {
        return new BedPlan(folder, brokers, rate, Map.of(), List.of(settings), Program.service());
    }

    /** One broker, and a service that notice sooner that somebody is gone: sessions of 6 s and transactions of 8 s. */
    static BedPlan prompt(Path folder, int rate) {
        return new BedPlan(
                folder,
                1,
                rate,
                Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
                List.of(
                        "verification.transaction.timeout.ms=8000",
                        "kafka.consumer.session.timeout.ms=6000",
                        "kafka.consumer.heartbeat.interval.ms=1000"),
                Program.service());
    }

    /** The same, with another program at first, and more settings. */
    BedPlan startingWith(Program other, String... more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        return new BedPlan(folder, brokers, rate, brokerSettings, all, other);
    }
}
