package io.siamese.acceptance.chaos;

import io.siamese.acceptance.process.Instance;
import io.siamese.acceptance.process.Wait;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.ClusterPlan;
import io.siamese.testbed.broker.FreePort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brokers, two instances of the service, load and an oracle, each broker and instance in a process of its own. */
final class ChaosBed implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final int INSTANCES = 2;
    private static final Duration RECOVERED = Duration.ofMinutes(10);

    private final ResourceStack opened = new ResourceStack();
    private final List<BrokerNode> nodes;
    private final List<Instance> instances = new ArrayList<>();
    private final ClusterPlan plan;
    private final TcpProxy proxy;
    private final Oracle oracle;
    private final Load load;
    private final EnrolmentChurn churn;
    private final Operator operator;

    /** Starts everything, and waits until both instances decide. */
    ChaosBed(BedPlan made) {
        plan = ClusterPlan.ofNodes(made.brokers());
        int port = FreePort.next();
        proxy = opened.add(new TcpProxy(port));
        nodes = startBrokers(made, port);
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + plan.bootstrapServers(), "images.partitions=" + PARTITIONS));
        createTopics(config);
        operator = opened.add(new Operator(config));
        startInstances(made);
        oracle = opened.add(new Oracle(plan.bootstrapServers(), PARTITIONS));
        churn = opened.add(new EnrolmentChurn(plan.bootstrapServers()));
        load = opened.add(new Load(plan.bootstrapServers(), oracle, PARTITIONS, made.rate()));
        recovered(oracle.marks());
    }

    private List<BrokerNode> startBrokers(BedPlan made, int port) {
        Map<String, String> settings = new HashMap<>(made.brokerSettings());
        if (made.brokers() == 1) {
            settings.putAll(proxied(port));
        }
        List<BrokerNode> started = IntStream.rangeClosed(1, made.brokers())
                .mapToObj(node ->
                        opened.add(new BrokerNode(made.folder().resolve("broker-" + node), plan, node, settings)))
                .toList();
        started.forEach(BrokerNode::awaitReady);
        return started;
    }

    private void startInstances(BedPlan made) {
        List<String> settings = new ArrayList<>(
                List.of("images.partitions=" + PARTITIONS, "encoder.workers=1", "min.epoch.wait.ms=60000"));
        settings.addAll(made.settings());
        String seen = made.brokers() == 1 ? "127.0.0.1:" + proxy.port() : plan.bootstrapServers();
        for (int number = 1; number <= INSTANCES; number++) {
            instances.add(opened.add(
                    new Instance(made.folder().resolve("instance-" + number), seen, settings, made.program())));
        }
        instances.forEach(Instance::awaitReady);
    }

    private static void createTopics(AppConfig config) {
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
        try {
            return tryFault(name, fault);
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage() + "\n" + describe(), e);
        }
    }

    private ChaosRow tryFault(String name, Fault fault) {
        List<Integer> from = oracle.marks();
        int endsBefore = ends();
        int endedBefore = operator.ended();
        churn.goOn();
        Fault.Course course = fault.happen(this);
        instances.forEach(Instance::awaitReady);
        churn.pause();
        int apart = new GalleryCheck(this).apart(name.replace(' ', '-'));
        List<Integer> to = oracle.marks();
        Wait.until(RECOVERED, "all decisions of " + name, () -> oracle.decidedUpTo(to));
        return ChaosRow.of(
                name,
                from,
                to,
                oracle,
                apart,
                course.withEnds(ends() - endsBefore).withHanging(operator.ended() - endedBefore));
    }

    private String describe() {
        return "the last exemplar is at " + churn.lastOffset() + ", the latest status answers "
                + oracle.latestStatus().getSourceOffset() + "\n" + BrokerView.describe(bootstrapServers()) + "\n"
                + instances.stream().map(Instance::describe).collect(Collectors.joining("\n"));
    }

    private int ends() {
        return instances.stream().mapToInt(Instance::ends).sum();
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
