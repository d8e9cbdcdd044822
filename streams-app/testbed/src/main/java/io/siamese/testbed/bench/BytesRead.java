package io.siamese.testbed.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Counts the bytes that Kafka's consumers of this process have read, by topic. It looks at their own counters often, because
 * those of a consumer go when it is closed.
 */
final class BytesRead {
    private static final String COUNTERS = "kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*,topic=*";
    private static final long INTERVAL_MS = 20;

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Map<ObjectName, Double> before = new HashMap<>();
    private final Map<ObjectName, Double> latest = new HashMap<>();

    /** Counts from now on. */
    BytesRead() {
        readCounters();
        before.putAll(latest);
    }

    /** Counts until something is so, or has failed, or the time is over. */
    void watchUntil(BooleanSupplier done, BooleanSupplier failed, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean() && !failed.getAsBoolean() && System.nanoTime() < end) {
            readCounters();
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
        }
        readCounters();
    }

    private void readCounters() {
        try {
            for (ObjectName name : beans.queryNames(new ObjectName(COUNTERS), null)) {
                latest.merge(name, counted(name), Math::max);
            }
        } catch (JMException e) {
            throw new IllegalStateException("the counters of Kafka's consumers cannot be read", e);
        }
    }

    private double counted(ObjectName name) throws JMException {
        try {
            return (Double) beans.getAttribute(name, "bytes-consumed-total");
        } catch (InstanceNotFoundException e) {
            // Closed since it was listed.
            return 0;
        }
    }

    double totalBytes() {
        return latest.entrySet().stream().mapToDouble(this::sinceStart).sum();
    }

    double bytesOf(String topic) {
        return latest.entrySet().stream()
                .filter(counted -> topic.equals(counted.getKey().getKeyProperty("topic")))
                .mapToDouble(this::sinceStart)
                .sum();
    }

    private double sinceStart(Map.Entry<ObjectName, Double> counted) {
        return counted.getValue() - before.getOrDefault(counted.getKey(), 0.0);
    }
}
