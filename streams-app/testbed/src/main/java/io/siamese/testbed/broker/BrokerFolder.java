package io.siamese.testbed.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;

/** Names the folder of one node: Kafka's log directory and, beside it, the plan that the node was formatted with. */
record BrokerFolder(Path root, boolean temporary) {

    Path dataFolder() {
        return root.resolve("data");
    }

    /** The plan of the first start, or one of a single node where there was none. */
    ClusterPlan readPlan() throws IOException {
        Path file = planFile();
        if (!Files.exists(file)) {
            return ClusterPlan.ofNodes(1);
        }
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        return ClusterPlan.from(kept);
    }

    /** Formats the log directory for a node of the plan. A formatted one is left as it is. */
    void formatNode(ClusterPlan plan, int node) throws Exception {
        if (Files.exists(planFile())) {
            return;
        }
        Files.createDirectories(dataFolder());
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(plan.clusterId())
                .setDirectories(List.of(dataFolder().toString()))
                .setMetadataLogDirectory(dataFolder().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setInitialControllers(DynamicVoters.parse(plan.voters()))
                .setHasDynamicQuorum(true)
                .run();
        writePlan(plan);
    }

    private void writePlan(ClusterPlan plan) throws IOException {
        try (OutputStream out = Files.newOutputStream(planFile())) {
            plan.toProperties().store(out, null);
        }
    }

    private Path planFile() {
        return root.resolve("plan.properties");
    }

    /** Deletes a temporary folder with all below it. */
    void discard() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder " + root + " could not be deleted", e);
        }
    }
}
