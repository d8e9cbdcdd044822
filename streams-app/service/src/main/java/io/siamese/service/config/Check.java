package io.siamese.service.config;

import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A bound that Kafka's own validators do not have.
 *
 * @param allowed the bound in words
 * @param holds whether a value is within it
 */
record Check(String allowed, Predicate<Object> holds) implements ConfigDef.Validator {
    static final Check PRESENT = new Check("one or more characters", value -> !((String) value).isEmpty());

    @Override
    public void ensureValid(String name, Object value) {
        if (!holds.test(value)) {
            throw new ConfigException(name, Setting.withoutCredentials(String.valueOf(value)), allowed);
        }
    }

    @Override
    public String toString() {
        return allowed;
    }
}
