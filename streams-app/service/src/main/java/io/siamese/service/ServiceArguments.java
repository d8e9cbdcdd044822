package io.siamese.service;

import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of a container: the same options as the command line's {@code serve}, without a library for them.
 *
 * @param file a properties file with settings, or null for none
 * @param flags {@code key=value} each
 */
record ServiceArguments(@Nullable Path file, List<String> flags, boolean createTopics, boolean takeOver) {
    static final String USAGE = "allowed are --create-topics, --take-over, --bootstrap HOST:PORT, --model FILE,"
            + " --config FILE and --set KEY=VALUE; docs/configuration.md lists the settings";

    /** @throws IllegalArgumentException if an argument is unknown or lacks its value */
    static ServiceArguments parse(List<String> arguments) {
        @Nullable Path file = null;
        List<String> flags = new ArrayList<>();
        boolean createTopics = false;
        boolean takeOver = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--create-topics" -> createTopics = true;
                case "--take-over" -> takeOver = true;
                case "--config" -> file = Path.of(nextValue(argument, rest));
                case "--set" -> flags.add(nextValue(argument, rest));
                case "--bootstrap" -> flags.add("bootstrap.servers=" + nextValue(argument, rest));
                case "--model" -> flags.add("encoder.model=" + nextValue(argument, rest));
                // What the image was started with before it held the service alone.
                case "serve" -> {}
                default -> throw new IllegalArgumentException("unknown argument '" + argument + "'; " + USAGE);
            }
        }
        return new ServiceArguments(file, List.copyOf(flags), createTopics, takeOver);
    }

    private static String nextValue(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " has no value; " + USAGE);
        }
        return rest.next();
    }

    AppConfig loadConfig(Map<String, String> environment) {
        String fromEnvironment = environment.get("SIAMESE_CONFIG");
        Path chosen = file == null && fromEnvironment != null ? Path.of(fromEnvironment) : file;
        return AppConfig.load(new ConfigSources(chosen, environment, flags));
    }
}
