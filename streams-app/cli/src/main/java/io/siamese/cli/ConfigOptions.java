package io.siamese.cli;

import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make the settings, the same for every verb that needs a broker. */
final class ConfigOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The Kafka brokers; short for --set bootstrap.servers=HOST:PORT.")
    private @Nullable String bootstrap;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The encoder's model file; short for --set encoder.model=FILE. Default: the bundled one.")
    private @Nullable Path model;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file with settings (or the variable SIAMESE_CONFIG).")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; can be given again. docs/configuration.md lists them.")
    private List<String> flags = new ArrayList<>();

    /** Whether a broker is named on the command line. */
    boolean namesBroker() {
        return bootstrap != null;
    }

    AppConfig loadConfig() {
        return loadConfig(List.of(), List.of());
    }

    /**
     * @param weaker settings that the command line's own replace
     * @param stronger settings that replace the command line's own
     */
    AppConfig loadConfig(List<String> weaker, List<String> stronger) {
        Map<String, String> environment = System.getenv();
        List<String> all = new ArrayList<>(weaker);
        all.addAll(flags);
        if (bootstrap != null) {
            all.add("bootstrap.servers=" + bootstrap);
        }
        if (model != null) {
            all.add("encoder.model=" + model);
        }
        all.addAll(stronger);
        String fromEnvironment = environment.get("SIAMESE_CONFIG");
        Path chosen = file == null && fromEnvironment != null ? Path.of(fromEnvironment) : file;
        return AppConfig.load(new ConfigSources(chosen, environment, all));
    }
}
