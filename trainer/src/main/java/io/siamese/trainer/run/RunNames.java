package io.siamese.trainer.run;

import io.siamese.trainer.data.DataDigest;
import io.siamese.trainer.data.EncodedClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names runs, so that checkpoints are told apart: the recipe, and digests of the data that decides what comes of it. */
public final class RunNames {

    private RunNames() {}

    /** The select split is named where parameters are chosen by it. */
    public static String nameRun(Recipe recipe, List<EncodedClass> fitted, List<EncodedClass> select) {
        String chosenBy = recipe.fitSelect() ? "" : ", select=" + DataDigest.digest(select);
        return recipe + " on " + DataDigest.digest(fitted) + chosenBy;
    }

    /** Only what is not the same. */
    static String difference(String saved, String asked) {
        Set<String> there = splitParts(saved);
        Set<String> here = splitParts(asked);
        Set<String> both = new LinkedHashSet<>(there);
        both.retainAll(here);
        there.removeAll(both);
        here.removeAll(both);
        return "saved with " + joinParts(there) + ", asked for " + joinParts(here);
    }

    private static String joinParts(Set<String> parts) {
        return parts.isEmpty() ? "less" : String.join(", ", parts);
    }

    /** Each {@code name=value} of nested records; lists, whose elements begin with no small letter, stay whole. */
    private static Set<String> splitParts(String name) {
        String flat =
                name.replaceAll("(\\w+=)?[A-Z]\\w*\\[(?=[a-z])", "").replaceAll(" on (?=[0-9a-f]{64})", ", data=");
        Set<String> parts = new LinkedHashSet<>();
        // Enough of a digest to see that it is another.
        for (String part : flat.replaceAll("([0-9a-f]{12})[0-9a-f]{52}", "$1").split(", (?=[a-z])")) {
            parts.add(part.contains("[") ? part : part.replaceAll("]+$", ""));
        }
        return parts;
    }
}
