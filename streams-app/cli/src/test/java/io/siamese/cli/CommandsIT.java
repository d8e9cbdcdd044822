package io.siamese.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs against a broker and the service, as somebody at a terminal would use them. */
@Timeout(120)
class CommandsIT implements EnrolmentCommandCases, DecisionCommandCases, PolicyCommandCases, OperatorCommandCases {
    private static RunningCommands commands;

    @BeforeAll
    static void start(@TempDir Path folder) throws InterruptedException {
        commands = RunningCommands.start(folder);
    }

    @AfterAll
    static void stop() {
        commands.close();
    }

    @Override
    public RunningCommands commands() {
        return commands;
    }
}
