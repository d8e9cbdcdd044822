package io.siamese.cli;

import io.siamese.client.DecisionLine;
import io.siamese.client.DecisionWatcher;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.json.EventJson;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints decisions as they are committed. */
@Command(name = "watch", description = "Print decisions as they are committed, until Ctrl-C.")
final class WatchCommand extends Verb {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private ConfigOptions options;

    @Option(names = "--from-beginning", description = "Begin with the decisions that are there already.")
    private boolean fromBeginning;

    @Option(names = "--json", description = "Print the whole decision, one JSON line each.")
    private boolean json;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many decisions.")
    private @Nullable Long limit;

    private final EventJson whole = new EventJson();
    private final DecisionLine brief = new DecisionLine();

    @Override
    public Integer call() {
        long left = limit == null ? Long.MAX_VALUE : limit;
        try (DecisionWatcher watcher = DecisionWatcher.open(options.config().contract(), fromBeginning)) {
            // A reader that went away (`| head`) ends it too.
            while (left > 0 && !out().checkError()) {
                List<MatchDecision> decisions = watcher.poll(POLL);
                long taken = Math.min(left, decisions.size());
                decisions.stream().limit(taken).forEach(this::print);
                left -= taken;
            }
        }
        return OK;
    }

    private void print(MatchDecision decision) {
        out().println(json ? whole.line(decision) : brief.of(decision));
    }
}
