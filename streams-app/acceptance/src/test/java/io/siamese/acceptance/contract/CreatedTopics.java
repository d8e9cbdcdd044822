package io.siamese.acceptance.contract;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;

/** Creates the topics that a service's settings name. */
final class CreatedTopics {
    private CreatedTopics() {}

    /** The settings, as flags set them; their topics are there. */
    static AppConfig configure(String... settings) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(settings));
        try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
            admin.create();
        }
        return config;
    }
}
