package io.siamese.service.app;

import io.siamese.schemas.kafka.HangingTransaction;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends at the start the transactions that hang. A producer of the same name would commit what an earlier one gave up: images
 * would be decided twice.
 */
final class HangingTransactionCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactionCheck.class);

    private HangingTransactionCheck() {}

    /** @throws IllegalStateException if a transaction of this service hangs, and the service may not end it */
    static void endAll(AppConfig config) {
        String applicationId = config.streams().applicationId();
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            for (HangingTransaction hanging : find(admin, applicationId)) {
                end(hanging, admin, applicationId);
            }
        }
    }

    private static List<HangingTransaction> find(TopicAdmin admin, String applicationId) {
        try {
            return admin.hangingTransactions(applicationId);
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("transactions that hang cannot be looked for");
            return List.of();
        }
    }

    private static void end(HangingTransaction hanging, TopicAdmin admin, String applicationId) {
        try {
            admin.endTransaction(hanging);
            LOG.atWarn().addKeyValue("transaction", hanging).log("a transaction hung since brokers were down: ended");
        } catch (KafkaException e) {
            String what = "a transaction hangs in " + hanging.partition() + " at " + hanging.startOffset()
                    + " since brokers were down, and cannot be ended (" + e.getMessage()
                    + "): somebody who may alter the cluster has to run `siamese doctor --end-hanging`";
            if (hanging.isOf(applicationId)) {
                throw new IllegalStateException(what, e);
            }
            LOG.atError().log(what);
        }
    }
}
