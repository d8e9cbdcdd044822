package io.siamese.trainer;

import io.siamese.encoder.card.DataUse;
import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.EncodedClass;
import java.util.List;

/** Describes a split as a model card does. */
final class DataUses {

    private DataUses() {}

    static DataUse describe(String name, List<EncodedClass> classes) {
        List<String> groups = classes.stream()
                .map(EncodedClass::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
        int images = classes.stream().mapToInt(each -> each.files().size()).sum();
        return new DataUse(name, DataDigest.digest(classes), groups, classes.size(), images);
    }
}
