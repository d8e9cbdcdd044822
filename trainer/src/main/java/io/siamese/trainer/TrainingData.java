package io.siamese.trainer;

import io.siamese.trainer.data.ClassSource;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.FolderSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what the command line names as data. */
final class TrainingData {

    private static final String DRAWN = "drawn";

    private TrainingData() {}

    /** @param names folders, zip files, or {@code drawn} for characters that the encoder's generator draws */
    static List<EncodedClass> readClasses(List<String> names, int seed) throws IOException {
        List<EncodedClass> all = new ArrayList<>();
        for (String name : names) {
            ClassSource source = DRAWN.equals(name) ? DrawnSource.standard(seed) : new FolderSource(Path.of(name));
            all.addAll(source.readClasses());
        }
        Set<String> seen = new HashSet<>();
        for (EncodedClass each : all) {
            if (!seen.add(each.groupAndName())) {
                throw new IllegalArgumentException("data: two folders hold a class " + each.groupAndName()
                        + "; put what is one class into one folder");
            }
        }
        all.sort(Comparator.comparing(EncodedClass::group).thenComparing(EncodedClass::name));
        return all;
    }
}
