package io.siamese.testbed.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Makes the settings of one node, with the caller's on top. */
record BrokerSettings(Path data, ClusterPlan plan, int node, Map<String, String> overrides) {

    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int USUAL_REPLICAS = 3;

    Properties properties() {
        Properties settings = new Properties();
        settings.putAll(identity());
        settings.putAll(smallScale());
        settings.putAll(replicas());
        settings.putAll(overrides);
        return settings;
    }

    private Map<String, String> identity() {
        String client = "PLAINTEXT://" + plan.node(node).clientAddress();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(node),
                "log.dirs",
                data.toString(),
                "listeners",
                client + "," + CONTROLLER_LISTENER + "://" + plan.node(node).controllerAddress(),
                "advertised.listeners",
                client,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.bootstrap.servers",
                plan.controllers(),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    }

    /** One replica on each node, three at most. Two must be in step if there are three. */
    private Map<String, String> replicas() {
        int replicas = Math.min(USUAL_REPLICAS, plan.size());
        String all = Integer.toString(replicas);
        String inStep = Integer.toString(replicas < USUAL_REPLICAS ? 1 : 2);
        return Map.of(
                "default.replication.factor", all,
                "min.insync.replicas", inStep,
                "offsets.topic.replication.factor", all,
                "transaction.state.log.replication.factor", all,
                "transaction.state.log.min.isr", inStep,
                "share.coordinator.state.topic.replication.factor", all,
                "share.coordinator.state.topic.min.isr", inStep);
    }

    private static Map<String, String> smallScale() {
        return Map.of(
                // 50 partitions of each internal topic cost a second at the first commit, and buy nothing here.
                "offsets.topic.num.partitions",
                "4",
                "transaction.state.log.num.partitions",
                "4",
                "group.initial.rebalance.delay.ms",
                "0",
                "auto.create.topics.enable",
                "false",
                // An image of the largest size that the app accepts fits with room for its record.
                "message.max.bytes",
                Integer.toString(16 * 1024 * 1024));
    }
}
