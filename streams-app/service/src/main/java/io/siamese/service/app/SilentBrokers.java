package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says early in a start that no broker answers. The admin client belongs to the caller. */
final class SilentBrokers {
    private static final Logger LOG = LoggerFactory.getLogger(SilentBrokers.class);
    /** A cluster that is up answers in milliseconds. */
    private static final int ANSWERS_WITHIN_MS = 2_000;

    private final Admin admin;
    private final String bootstrapServers;

    SilentBrokers(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /** Warns if no broker answers. What asks next waits longer, and fails the start if none does. */
    void warnIfSilent() {
        DescribeClusterOptions options = new DescribeClusterOptions().timeoutMs(ANSWERS_WITHIN_MS);
        try {
            BrokerAnswer.await(admin.describeCluster(options).nodes());
        } catch (KafkaException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("at", bootstrapServers)
                    .log("no broker answers yet: the start tries for up to half a minute more");
        }
    }
}
