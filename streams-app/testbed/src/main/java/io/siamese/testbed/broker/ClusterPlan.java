package io.siamese.testbed.broker;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * Says which nodes a cluster has. All of its nodes are formatted with the same plan. Each node is broker and controller in
 * one, on loopback ports of its own.
 */
public final class ClusterPlan {
    private static final String CLUSTER = "cluster";
    private static final String PLAIN = "PLAINTEXT://";

    /**
     * One node.
     *
     * @param directory id of the folder that its metadata lies in
     */
    record Node(int id, BrokerPorts ports, Uuid directory) {
        String controllerAddress() {
            return BrokerPorts.LOOPBACK + ":" + ports.controller();
        }

        String clientAddress() {
            return BrokerPorts.LOOPBACK + ":" + ports.client();
        }
    }

    private final String clusterId;
    private final List<Node> nodes;

    private ClusterPlan(String clusterId, List<Node> nodes) {
        this.clusterId = clusterId;
        this.nodes = List.copyOf(nodes);
    }

    /** Plans a cluster of so many nodes, numbered from 1, on ports that are free now. */
    public static ClusterPlan ofNodes(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int id = 1; id <= count; id++) {
            nodes.add(new Node(id, BrokerPorts.findFree(), Uuid.randomUuid()));
        }
        return new ClusterPlan(Uuid.randomUuid().toString(), nodes);
    }

    /** The plan as properties, for another process. */
    public Properties toProperties() {
        Properties plan = new Properties();
        plan.setProperty(CLUSTER, clusterId);
        for (Node node : nodes) {
            plan.setProperty(
                    Integer.toString(node.id()),
                    node.ports().client() + " " + node.ports().controller() + " " + node.directory());
        }
        return plan;
    }

    /** The plan that {@link #toProperties} has written. */
    public static ClusterPlan from(Properties plan) {
        List<Node> nodes = new ArrayList<>();
        for (int id = 1; id < plan.size(); id++) {
            String[] node = plan.getProperty(Integer.toString(id)).split(" ");
            BrokerPorts ports = new BrokerPorts(Integer.parseInt(node[0]), Integer.parseInt(node[1]));
            nodes.add(new Node(id, ports, Uuid.fromString(node[2])));
        }
        return new ClusterPlan(plan.getProperty(CLUSTER), nodes);
    }

    /** The value for a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return nodes.stream().map(Node::clientAddress).collect(joining(","));
    }

    /**
     * Settings that give a node one more listener for clients, beside the one without authentication.
     *
     * @param protocol such as {@code PLAINTEXT} or {@code SASL_SSL}
     * @param port of this machine
     * @param advertised port that clients are told, which may be a proxy's
     */
    public Map<String, String> listener(int node, String protocol, int port, int advertised) {
        Node chosen = node(node);
        return Map.of(
                "listeners",
                PLAIN + chosen.clientAddress() + ",CLIENTS://" + BrokerPorts.LOOPBACK + ":" + port + ","
                        + BrokerSettings.CONTROLLER_LISTENER + "://" + chosen.controllerAddress(),
                "advertised.listeners",
                PLAIN + chosen.clientAddress() + ",CLIENTS://" + BrokerPorts.LOOPBACK + ":" + advertised,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CLIENTS:" + protocol + "," + BrokerSettings.CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT");
    }

    /** How many nodes there are. */
    public int size() {
        return nodes.size();
    }

    String clusterId() {
        return clusterId;
    }

    Node node(int id) {
        return nodes.get(id - 1);
    }

    /** The controllers as each node's setting names them. */
    String controllers() {
        return nodes.stream().map(Node::controllerAddress).collect(joining(","));
    }

    /** The controllers as the first format names them. */
    String voters() {
        return nodes.stream()
                .map(node -> node.id() + "@" + node.controllerAddress() + ":" + node.directory())
                .collect(joining(","));
    }
}
