package io.siamese.testbed.chaos;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.ClusterPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Brokers, two instances of the service, load and an oracle, each broker and instance in a process of its own. */
final class ChaosBed implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final int INSTANCES = 2;
    private static final Duration RECOVERED = Duration.ofSeconds(240);

    private final ResourceStack opened = new ResourceStack();
    private final List<BrokerNode> nodes;
    private final List<Instance> instances = new ArrayList<>();
    private final ClusterPlan plan;
    private final TcpProxy proxy;
    private final Oracle oracle;
    private final Load load;
    private final EnrolmentChurn churn;

    /**
     * Starts everything, and waits until both instances decide.
     *
     * @param brokers 1, with a proxy between it and the service, or 3 without one
     * @param rate images a second
     * @param settings of the service
     */
    ChaosBed(Path folder, int brokers, int rate, String... settings) {
        plan = ClusterPlan.ofNodes(brokers);
        int port = freePort();
        proxy = opened.add(new TcpProxy(port));
        nodes = IntStream.rangeClosed(1, brokers)
                .mapToObj(node -> opened.add(new BrokerNode(
                        folder.resolve("broker-" + node), plan, node, brokers == 1 ? proxied(port) : Map.of())))
                .toList();
        nodes.forEach(BrokerNode::awaitReady);
        createTopics();
        String seen = brokers == 1 ? "127.0.0.1:" + proxy.port() : plan.bootstrapServers();
        List<String> all = new ArrayList<>(
                List.of("images.partitions=" + PARTITIONS, "encoder.workers=1", "min.epoch.wait.ms=30000"));
        all.addAll(Arrays.asList(settings));
        for (int number = 1; number <= INSTANCES; number++) {
            Instance instance = opened.add(new Instance(folder.resolve("instance-" + number), seen, all));
            instances.add(instance);
            instance.awaitReady();
        }
        oracle = opened.add(new Oracle(plan.bootstrapServers(), PARTITIONS));
        churn = opened.add(new EnrolmentChurn(plan.bootstrapServers()));
        load = opened.add(new Load(plan.bootstrapServers(), oracle, PARTITIONS, rate));
        recovered(oracle.marks());
    }

    private void createTopics() {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + plan.bootstrapServers(), "images.partitions=" + PARTITIONS));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
    }

    private Map<String, String> proxied(int port) {
        Map<String, String> settings = new HashMap<>(plan.listener(1, "PLAINTEXT", port, proxy.port()));
        settings.put("group.streams.heartbeat.interval.ms", "1000");
        settings.put("group.streams.min.heartbeat.interval.ms", "1000");
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Instance> instances() {
        return instances;
    }

    List<BrokerNode> nodes() {
        return nodes;
    }

    TcpProxy proxy() {
        return proxy;
    }

    Oracle oracle() {
        return oracle;
    }

    Load load() {
        return load;
    }

    EnrolmentChurn churn() {
        return churn;
    }

    String bootstrapServers() {
        return plan.bootstrapServers();
    }

    /** Waits until each partition has a decision about an image that was published behind its mark. */
    Duration recovered(List<Integer> marks) {
        return Wait.until(RECOVERED, "decisions in all partitions", () -> oracle.decidedBeyond(marks));
    }

    /** Lets a fault happen under load, then asks the oracle. */
    ChaosRow run(String name, Fault fault) {
        List<Integer> from = oracle.marks();
        churn.goOn();
        Fault.Course course = fault.happen(this);
        instances.forEach(Instance::awaitReady);
        churn.pause();
        int apart = new GalleryCheck(this).apart(name.replace(' ', '-'));
        List<Integer> to = oracle.marks();
        Wait.until(RECOVERED, "all decisions of " + name, () -> oracle.decidedUpTo(to));
        return new ChaosRow(name, from, to, oracle.tally(from, to), apart, course);
    }

    /** Lets the instances end in order, and counts the rows again: what comes twice may come last. */
    List<ChaosRow> end(List<ChaosRow> rows) {
        load.stop();
        List<Integer> last = oracle.marks();
        Wait.until(RECOVERED, "the last decisions", () -> oracle.decidedUpTo(last));
        instances.forEach(instance -> instance.process().terminate());
        Wait.during(Duration.ofSeconds(1));
        return rows.stream().map(row -> row.recounted(oracle)).toList();
    }

    @Override
    public void close() {
        opened.close();
    }
}
