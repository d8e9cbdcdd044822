package io.siamese.cli;

import io.siamese.cli.Checkup.Result;
import io.siamese.service.config.AppConfig;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is well and what is not. */
@Command(
        name = "doctor",
        description =
                "Check Java, disk, model, schema registry, brokers and topics. Exit code 1 where an error is found.")
final class DoctorCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--end-hanging",
            description = "End transactions that hang, as kafka-transactions.sh abort does, so that readers go on.")
    private boolean endsHanging;

    @Override
    public Integer call() {
        AppConfig config = options.loadConfig();
        List<Result> results = new Checkup(config, endsHanging).results();
        results.forEach(result -> out().println(
                        String.format(Locale.ROOT, "%-7s %-8s %s", result.level(), result.what(), result.detail())));
        return results.stream().anyMatch(result -> result.level() == Checkup.Level.ERROR) ? FAILED : OK;
    }
}
