package io.siamese.cli;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicFinding;
import io.siamese.schemas.kafka.TopicState;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Creates and lists the contract's topics. */
@Command(
        name = "topics",
        description = "Create the topics with the settings of the contract, or list them.",
        subcommands = {TopicsCommand.Create.class, TopicsCommand.ListTopics.class})
final class TopicsCommand extends Verb {

    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "name one of: create, list");
    }

    @Command(
            name = "create",
            description = "Create the topics that are missing; leave the others as they are and say where they differ.")
    static final class Create extends Verb {

        @Mixin
        private ConfigOptions options;

        @Override
        public Integer call() {
            try (TopicAdmin admin = TopicAdmin.open(options.loadConfig().contract())) {
                Set<String> created = admin.create();
                admin.wanted()
                        .forEach(topic -> out().println(
                                        (created.contains(topic.name()) ? "created  " : "existing ") + topic.name()));
                boolean failed = false;
                for (TopicFinding finding : admin.compare()) {
                    complain(finding.toString());
                    failed |= finding.isError();
                }
                return failed ? FAILED : OK;
            }
        }
    }

    @Command(name = "list", description = "List the topics with their partitions and ids.")
    static final class ListTopics extends Verb {

        @Mixin
        private ConfigOptions options;

        @Override
        public Integer call() {
            try (TopicAdmin admin = TopicAdmin.open(options.loadConfig().contract())) {
                Map<String, TopicState> states = admin.states();
                admin.wanted().forEach(topic -> out().println(describeTopic(topic.name(), states)));
                return OK;
            }
        }

        private static String describeTopic(String topic, Map<String, TopicState> states) {
            TopicState state = states.get(topic);
            return state == null
                    ? String.format(Locale.ROOT, "%-24s missing", topic)
                    : String.format(
                            Locale.ROOT,
                            "%-24s %3d partitions  %d replicas  id %s",
                            topic,
                            state.partitions(),
                            state.replicas(),
                            state.id());
        }
    }
}
