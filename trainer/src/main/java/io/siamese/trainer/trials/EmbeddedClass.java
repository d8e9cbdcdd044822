package io.siamese.trainer.trials;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A class whose images have been embedded.
 *
 * @param group classes are compared with those of their own group only: the hard case
 * @param name unique within the group
 * @param byDrawer {@code [drawers, dimension]}; within a group the n-th of every class is the same drawer's
 * @param scorer compares them; the same for all classes that are measured together
 */
public record EmbeddedClass(String group, String name, float[][] byDrawer, Scorer scorer) {

    /** @param byDrawer unit-length {@code [drawers, dimension]}, compared by cosine */
    public EmbeddedClass(String group, String name, float[][] byDrawer) {
        this(group, name, byDrawer, Scorer.cosine());
    }

    public int drawers() {
        return byDrawer.length;
    }

    public static Map<String, List<EmbeddedClass>> byGroup(List<EmbeddedClass> classes) {
        return classes.stream()
                .collect(Collectors.groupingBy(EmbeddedClass::group, LinkedHashMap::new, Collectors.toList()));
    }

    static float cosine(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
