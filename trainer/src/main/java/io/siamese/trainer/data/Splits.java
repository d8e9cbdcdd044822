package io.siamese.trainer.data;

import java.util.List;

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
}
