package io.siamese.service.config;

import org.apache.kafka.common.config.ConfigDef;

/** Every setting of the app's own: its name, type, default, bounds and meaning, in the order of the documentation. */
final class Keys {
    private Keys() {}

    static ConfigDef definition() {
        ConfigDef keys = new ConfigDef();
        StreamsKeys.define(keys);
        TopicKeys.define(keys);
        ImageKeys.define(keys);
        EncoderKeys.define(keys);
        PolicyKeys.define(keys);
        ServerKeys.define(keys);
        return keys;
    }
}
