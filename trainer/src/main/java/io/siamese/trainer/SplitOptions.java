package io.siamese.trainer;

import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.SplitRule;
import io.siamese.trainer.data.Splits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say which groups go into which split; what is not named trains. */
final class SplitOptions {

    @Option(
            names = "--train",
            split = ",",
            paramLabel = "GROUP",
            description =
                    "Groups to train on, of those in no other split; the rest takes no part (default: all of them).")
    private Set<String> train = new HashSet<>();

    @Option(names = "--select", split = ",", paramLabel = "GROUP", description = "Groups to validate on.")
    private Set<String> select = new HashSet<>();

    @Option(names = "--calibrate", split = ",", paramLabel = "GROUP", description = "Groups to fit thresholds to.")
    private Set<String> calibrate = new HashSet<>();

    @Option(
            names = "--report",
            split = ",",
            paramLabel = "GROUP",
            description =
                    "Groups to publish figures from. Name groups for all three or for none: without names Omniglot's"
                            + " background set, known by its alphabets, has splits of its own, and other data is split by hash.")
    private Set<String> report = new HashSet<>();

    /** @throws IllegalArgumentException if a named group is missing, or a split would be too small */
    Splits splitClasses(List<EncodedClass> classes, int seed) {
        Splits splits = splitRule(classes, seed).splitClasses(classes);
        return train.isEmpty() ? splits : splits.trainedOn(train);
    }

    private SplitRule splitRule(List<EncodedClass> classes, int seed) {
        if (!select.isEmpty() || !calibrate.isEmpty() || !report.isEmpty()) {
            return new SplitRule(select, calibrate, report, seed);
        }
        SplitRule omniglot = SplitRule.omniglot();
        Set<String> missing = new HashSet<>(omniglot.select());
        missing.addAll(omniglot.calibrate());
        missing.addAll(omniglot.report());
        classes.forEach(each -> missing.remove(each.group()));
        return missing.isEmpty() ? omniglot : SplitRule.byHash(seed);
    }
}
