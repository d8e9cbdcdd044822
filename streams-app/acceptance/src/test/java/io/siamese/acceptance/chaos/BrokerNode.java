package io.siamese.acceptance.chaos;

import io.siamese.acceptance.process.ChildProcess;
import io.siamese.testbed.broker.ClusterPlan;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A broker in a process of its own, which can be killed and started again on its data. */
final class BrokerNode implements AutoCloseable {
    private static final String READY = "broker ready";

    private final Path folder;
    private final int node;
    private final Path plan;
    private final Path settings;
    private ChildProcess process;

    BrokerNode(Path folder, ClusterPlan plan, int node, Map<String, String> settings) {
        this.folder = folder;
        this.node = node;
        this.plan = write(folder.resolve("plan"), plan.toProperties());
        Properties all = new Properties();
        all.putAll(settings);
        this.settings = write(folder.resolve("settings"), all);
        this.process = start();
    }

    private static Path write(Path file, Properties properties) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess start() {
        return ChildProcess.java(
                folder.resolve("output"),
                List.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                BrokerNode.class,
                List.of(folder.resolve("node").toString(), "" + node, plan.toString(), settings.toString()));
    }

    void awaitReady() {
        process.awaitOutput(READY);
    }

    void kill() {
        process.kill();
    }

    void restart() {
        process = start();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The process itself. Ends when its input does. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        read(arguments[3]).forEach((key, value) -> settings.put((String) key, (String) value));
        try (EmbeddedBroker broker = EmbeddedBroker.startNode(
                Path.of(arguments[0]),
                ClusterPlan.from(read(arguments[2])),
                Integer.parseInt(arguments[1]),
                settings)) {
            System.out.println(READY + " at " + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Its parent holds the other end.
            }
        }
    }

    private static Properties read(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        }
        return properties;
    }
}
