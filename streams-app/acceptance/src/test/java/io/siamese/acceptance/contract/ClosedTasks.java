package io.siamese.acceptance.contract;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of a transaction that the brokers end: Kafka Streams closes its tasks and begins again. */
final class ClosedTasks {
    private ClosedTasks() {}

    /** Of all applications of a service. A metric that is not there yet counts 0. */
    static double count(MeterRegistry metrics) {
        return metrics.find("kafka.stream.thread.task.closed.total").functionCounters().stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }
}
