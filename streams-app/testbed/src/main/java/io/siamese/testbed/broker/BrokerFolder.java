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
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;

/** The folder of one node: Kafka's log directory and, beside it, the ports that the node was formatted with. */
record BrokerFolder(Path root, boolean temporary) {

    private static final String CLIENT_PORT = "client.port";
    private static final String CONTROLLER_PORT = "controller.port";

    Path data() {
        return root.resolve("data");
    }

    /** The ports of the first start, or free ones where there was none. */
    BrokerPorts ports() throws IOException {
        Path file = portsFile();
        if (!Files.exists(file)) {
            return BrokerPorts.free();
        }
        Properties kept = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            kept.load(in);
        }
        return new BrokerPorts(
                Integer.parseInt(kept.getProperty(CLIENT_PORT)), Integer.parseInt(kept.getProperty(CONTROLLER_PORT)));
    }

    /** Formats the log directory with one voter, this node; a formatted one is left as it is. */
    void format(BrokerPorts ports) throws Exception {
        if (Files.exists(portsFile())) {
            return;
        }
        Files.createDirectories(data());
        String controller = BrokerPorts.LOOPBACK + ":" + ports.controller();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data().toString()))
                .setMetadataLogDirectory(data().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setInitialControllers(
                        DynamicVoters.parse(BrokerSettings.NODE_ID + "@" + controller + ":" + Uuid.randomUuid()))
                .setHasDynamicQuorum(true)
                .run();
        keep(ports);
    }

    private void keep(BrokerPorts ports) throws IOException {
        Properties kept = new Properties();
        kept.setProperty(CLIENT_PORT, Integer.toString(ports.client()));
        kept.setProperty(CONTROLLER_PORT, Integer.toString(ports.controller()));
        try (OutputStream out = Files.newOutputStream(portsFile())) {
            kept.store(out, null);
        }
    }

    private Path portsFile() {
        return root.resolve("ports.properties");
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
