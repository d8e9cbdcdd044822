package io.siamese.testbed.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one Kafka node, broker and KRaft controller in one, from Kafka's own jars.
 *
 * <p>It listens on free loopback ports and is ready when {@code start} returns, in about 3 s. Every replication
 * factor of a single node is 1, topics are never created by accident ({@code auto.create.topics.enable=false}). Thread-safe. Whoever
 * starts it closes it; a started broker in a folder of its caller's can be started again there, on the same port and
 * with the same data, after it was closed.
 *
 * <p>The first start changes the default locale of the process, see {@link BrokerLocale}.
 *
 * <p>Needs the broker's jars ({@code kafka_2.13}), which are not on the class path of a deployed app.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final KafkaRaftServer server;
    private final BrokerFolder folder;
    private final String bootstrapServers;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, BrokerFolder folder, String bootstrapServers) {
        this.server = server;
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a broker in a temporary folder that {@link #close()} deletes. */
    public static EmbeddedBroker start() {
        return start(Map.of());
    }

    /**
     * Starts a broker in a temporary folder that {@link #close()} deletes.
     *
     * @param settings broker settings that replace the defaults of this class
     * @throws IllegalStateException if the broker does not come up
     */
    public static EmbeddedBroker start(Map<String, String> settings) {
        try {
            return startIn(new BrokerFolder(Files.createTempDirectory("siamese-broker-"), true), null, 1, settings);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the broker", e);
        }
    }

    /**
     * Starts a broker on the data of {@code folder}, which is created where it is missing and kept on close. The
     * port of the first start is kept in it.
     *
     * @param settings broker settings that replace the defaults of this class
     * @throws IllegalStateException if the broker does not come up, for instance because its port was taken meanwhile
     */
    public static EmbeddedBroker start(Path folder, Map<String, String> settings) {
        return startIn(new BrokerFolder(folder, false), null, 1, settings);
    }

    /**
     * Starts one node of a cluster on the data of {@code folder}, and returns before the others are there. A cluster of three
     * needs two nodes to answer.
     *
     * @param node its number in the plan, from 1 on
     * @param settings broker settings that replace the defaults of this class
     */
    public static EmbeddedBroker startNode(Path folder, ClusterPlan plan, int node, Map<String, String> settings) {
        return startIn(new BrokerFolder(folder, false), plan, node, settings);
    }

    private static EmbeddedBroker startIn(
            BrokerFolder folder, @Nullable ClusterPlan wanted, int node, Map<String, String> settings) {
        KafkaRaftServer server = null;
        BrokerLocale.setRootLocale();
        try {
            ClusterPlan plan = wanted == null ? folder.readPlan() : wanted;
            BrokerSettings all = new BrokerSettings(folder.dataFolder(), plan, node, settings);
            folder.formatNode(plan, node);
            server = new KafkaRaftServer(KafkaConfig.fromProps(all.properties(), false), Time.SYSTEM);
            server.startup();
            LOG.atInfo().addKeyValue("address", plan.node(node).clientAddress()).log("broker started");
            return new EmbeddedBroker(server, folder, plan.node(node).clientAddress());
        } catch (Exception e) {
            stopAfterFailure(server, folder, e);
            throw new IllegalStateException("the embedded broker did not start in " + folder.root(), e);
        }
    }

    private static void stopAfterFailure(@Nullable KafkaRaftServer server, BrokerFolder folder, Exception cause) {
        try {
            if (server != null) {
                server.shutdown();
            }
            folder.discard();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** The value for a client's {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops the broker and waits until its files are closed; a temporary folder is deleted. Calling it twice is harmless. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        server.shutdown();
        server.awaitShutdown();
        folder.discard();
    }
}
