package io.siamese.trainer.data;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Four sets of classes with no class in two of them, and no group either where the data has enough groups.
 *
 * @param train what the parameters are fitted to
 * @param select what settings and stopping are chosen by
 * @param calibrate what thresholds are fitted to
 * @param report what figures are published from; nothing is chosen by it
 */
public record Splits(
        List<EncodedClass> train, List<EncodedClass> select, List<EncodedClass> calibrate, List<EncodedClass> report) {

    public Splits {
        train = List.copyOf(train);
        select = List.copyOf(select);
        calibrate = List.copyOf(calibrate);
        report = List.copyOf(report);
    }

    /**
     * The same with no other groups to train on than these.
     *
     * @throws IllegalArgumentException if one of them does not train now, or fewer than two classes would be left
     */
    public Splits trainedOn(Set<String> groups) {
        Set<String> there = train.stream().map(EncodedClass::group).collect(Collectors.toSet());
        groups.stream().filter(name -> !there.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("splits: '" + name + "' is no group of the train split, which has "
                    + String.join(", ", new TreeSet<>(there)));
        });
        List<EncodedClass> kept =
                train.stream().filter(each -> groups.contains(each.group())).toList();
        if (kept.size() < 2) {
            throw new IllegalArgumentException(
                    "splits: train would have " + kept.size() + " classes, at least 2 are needed");
        }
        return new Splits(kept, select, calibrate, report);
    }
}
