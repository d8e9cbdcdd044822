package io.siamese.acceptance.contract;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Counts the Kafka clients that are open in this process: each registers one bean, and takes it back when it is closed. */
final class KafkaClientCount {
    private static final List<String> KINDS = List.of("producer", "consumer", "admin.client");

    private KafkaClientCount() {}

    static long open() {
        return KINDS.stream().mapToLong(KafkaClientCount::open).sum();
    }

    private static long open(String kind) {
        try {
            ObjectName pattern = new ObjectName("kafka." + kind + ":type=app-info,*");
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(pattern, null)
                    .size();
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
