package io.siamese.testbed.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a single node, with the caller's on top. */
record BrokerSettings(Path data, BrokerPorts ports, Map<String, String> overrides) {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    Properties properties() {
        Properties settings = new Properties();
        settings.putAll(identity());
        settings.putAll(singleNode());
        settings.putAll(overrides);
        return settings;
    }

    private Map<String, String> identity() {
        String client = "PLAINTEXT://" + BrokerPorts.LOOPBACK + ":" + ports.client();
        String controller = BrokerPorts.LOOPBACK + ":" + ports.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                data.toString(),
                "listeners",
                client + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                client,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.bootstrap.servers",
                controller,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    }

    private static Map<String, String> singleNode() {
        return Map.ofEntries(
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                // 50 partitions of each internal topic cost a second at the first commit, and buy nothing on one node.
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false"),
                // An image of the largest size that the app accepts fits with room for its record.
                Map.entry("message.max.bytes", Integer.toString(16 * 1024 * 1024)));
    }
}
