package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Tests of verbs that share one broker and one service, so that these are started once. One interface holds one theme. */
interface CommandCases {

    /** The broker, the service and a folder for files. */
    RunningCommands commands();

    /** Runs a verb against the shared broker. */
    default CommandResult run(String... arguments) {
        return commands().run(arguments);
    }

    /** Draws images into a folder: {@code NAME/subject-0/0.png} and so on. */
    default Path draw(String name, int subjects, int images) throws IOException {
        return commands().draw(name, subjects, images);
    }

    /** The one decision that a command printed. */
    default JsonNode decision(CommandResult ran) throws IOException {
        assertThat(ran.code()).as(ran.err()).isZero();
        return commands().json(ran.out());
    }
}
