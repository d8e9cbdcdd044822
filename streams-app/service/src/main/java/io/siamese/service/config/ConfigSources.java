package io.siamese.service.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the sources of settings, weakest first: a properties file, {@code SIAMESE_*} variables, {@code --set key=value} flags.
 *
 * @param file a UTF-8 properties file, or null for none
 * @param environment the process's environment; only names that begin with {@code SIAMESE_} are looked at
 * @param flags {@code key=value} each, the last of a key wins
 */
public record ConfigSources(@Nullable Path file, Map<String, String> environment, List<String> flags) {

    private static final String VARIABLE_PREFIX = "SIAMESE_";

    /** Read by others than the settings: the launcher, the logs and the console. */
    private static final Set<String> OF_OTHERS =
            Set.of("SIAMESE_CONFIG", "SIAMESE_JAVA_OPTS", "SIAMESE_LOG_FORMAT", "SIAMESE_CONSOLE_TOKEN");

    /** What Kubernetes adds to every container beside a service named siamese. */
    private static final Pattern SERVICE_LINK = Pattern.compile("SIAMESE_(SERVICE_(HOST|PORT.*)|PORT(_.*)?)");

    public ConfigSources {
        environment = Map.copyOf(environment);
        flags = List.copyOf(flags);
    }

    /** Flags alone, as tests and the demo write them. */
    public static ConfigSources ofFlags(String... flags) {
        return new ConfigSources(null, Map.of(), List.of(flags));
    }

    /** The settings by key, the strongest source of each. */
    Map<String, Setting> settings(VariableNames names) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (List<Setting> source : List.of(fromFile(), fromEnvironment(names), fromFlags())) {
            source.forEach(setting -> settings.put(setting.key(), setting));
        }
        return settings;
    }

    private List<Setting> fromFile() {
        if (file == null) {
            return List.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the configuration file " + file + " cannot be read: " + e, e);
        }
        List<Setting> settings = new ArrayList<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.add(
                        new Setting(key, properties.getProperty(key).strip(), "in " + file)));
        return settings;
    }

    private List<Setting> fromEnvironment(VariableNames names) {
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (isSetting(variable)) {
                settings.add(new Setting(names.settingKey(variable, value), value.strip(), "from " + variable));
            }
        });
        return settings;
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith(VARIABLE_PREFIX)
                && !OF_OTHERS.contains(variable)
                && !SERVICE_LINK.matcher(variable).matches();
    }

    private List<Setting> fromFlags() {
        return flags.stream().map(ConfigSources::parseFlag).toList();
    }

    private static Setting parseFlag(String flag) {
        int equals = flag.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--set " + flag + ": write it as --set key=value");
        }
        return new Setting(
                flag.substring(0, equals).strip(), flag.substring(equals + 1).strip(), Setting.COMMAND_LINE);
    }
}
