package io.siamese.testbed.bench;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what all measurements run on: a broker, a folder, and settings that name them. The caller that opens it closes
 * it.
 */
final class BenchEnvironment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BenchEnvironment.class);
    /** What labels and comparisons rest on. */
    private static final Set<String> FIXED = Set.of(
            "application.id",
            "bootstrap.servers",
            "encoder.model",
            "images.partitions",
            "state.dir",
            "topic.match-decisions",
            "topics.prefix");

    /** What the encoder runs on: fixed as well, but where all arms of a suite run on it. */
    private static final Set<String> ENCODER = Set.of("encoder.batch", "encoder.provider", "encoder.threads");

    private final Path folder;
    private final BrokerProcess broker;
    private final List<String> settings;
    private int runs;

    private BenchEnvironment(Path folder, BrokerProcess broker, List<String> settings) {
        this.folder = folder;
        this.broker = broker;
        this.settings = settings;
    }

    /**
     * @param settings of the service, as the user gave them: stronger than a benchmark's own
     * @param takesEncoder whether settings may say what the encoder runs on
     * @throws BenchFailure if one is what benchmarks are told apart by, or the broker does not start
     */
    static BenchEnvironment open(List<String> settings, boolean takesEncoder) {
        checkSettings(settings, takesEncoder);
        Path folder;
        try {
            folder = Files.createTempDirectory("siamese-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the benchmark", e);
        }
        try {
            return new BenchEnvironment(folder, BrokerProcess.start(folder.resolve("broker")), settings);
        } catch (BenchFailure e) {
            deleteFolder(folder);
            throw e;
        }
    }

    static void checkSettings(List<String> settings, boolean takesEncoder) {
        for (String setting : settings) {
            String key = setting.split("=", 2)[0].strip();
            if (FIXED.contains(key)) {
                throw new BenchFailure(
                        "--set " + key + ": the benchmark sets it itself, and so does what it compares with");
            }
            if (!takesEncoder && ENCODER.contains(key)) {
                throw new BenchFailure("--set " + key + ": only bench real and bench latency take it");
            }
        }
    }

    /** Settings of a service on this broker, its topics created. */
    AppConfig configWithTopics(List<String> own) {
        return created(allFlags(own));
    }

    private static AppConfig created(List<String> flags) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(flags.toArray(String[]::new)));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return config;
    }

    private List<String> allFlags(List<String> own) {
        List<String> all = new ArrayList<>(own);
        all.addAll(settings);
        all.add("bootstrap.servers=" + broker.bootstrapServers());
        return all;
    }

    /** Settings of a run that reads its images from the beginning and decides into a topic of its own. */
    AppConfig configOfNextRun(List<String> own) {
        return configWithTopics(ofNextRun(own));
    }

    /** As {@link #configOfNextRun}, with settings that are stronger than those of the user. */
    AppConfig configOfNextRun(List<String> own, String fixed) {
        List<String> all = allFlags(ofNextRun(own));
        all.add(fixed);
        return created(all);
    }

    /** As {@link #configOfNextRun}, with the gallery enrolled by another process. */
    AppConfig runAfterAnother(List<String> own) {
        List<String> all = ofNextRun(own);
        AppConfig config = configWithTopics(all);
        GalleryMain.runProcess(allFlags(all));
        return config;
    }

    private List<String> ofNextRun(List<String> own) {
        int run = ++runs;
        List<String> all = new ArrayList<>(own);
        all.add("application.id=run-" + run);
        all.add("topic.match-decisions=decisions-" + run);
        all.add("state.dir=" + folder.resolve("state-" + run));
        return all;
    }

    /** As {@link #configOfNextRun}, for instances of one application that share its work. */
    List<AppConfig> instances(List<String> own, int count) {
        List<AppConfig> configs = new ArrayList<>();
        configs.add(configOfNextRun(own));
        for (int i = 1; i < count; i++) {
            List<String> all = new ArrayList<>(own);
            all.add("application.id=run-" + runs);
            all.add("topic.match-decisions=decisions-" + runs);
            all.add("state.dir=" + folder.resolve("state-" + runs + "-" + i));
            configs.add(configWithTopics(all));
        }
        return configs;
    }

    @Override
    public void close() {
        broker.close();
        deleteFolder(folder);
    }

    /** As far as possible: figures are not given up for a temporary file. */
    private static void deleteFolder(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the folder {} could not be deleted", folder, e);
        }
    }
}
