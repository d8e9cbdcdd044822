package io.siamese.service.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The environment variable of each key: {@code web.port} is {@code SIAMESE_WEB_PORT}. */
final class VariableNames {

    private final Map<String, String> keys = new HashMap<>();
    private final Suggestion suggestion;

    VariableNames(Collection<String> own, Collection<String> kafka) {
        Stream.concat(own.stream(), kafka.stream().map(KafkaKeys.PREFIX::concat))
                .forEach(key -> keys.put(variable(key), key));
        suggestion = new Suggestion(keys.keySet());
    }

    static String variable(String key) {
        return "SIAMESE_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    String settingKey(String variable, String value) {
        String key = keys.get(variable);
        if (key == null) {
            throw new Setting(variable, value, "environment")
                    .refused("no setting has this variable." + suggestion.sentence(variable));
        }
        return key;
    }
}
