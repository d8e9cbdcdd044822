package io.siamese.trainer.folds;

import io.siamese.trainer.data.EncodedClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One part of the data that an encoder is judged on, and the rest, which it is trained on.
 *
 * @param number from 1
 * @param judged classes that are judged; where classes were dealt, all are of one group, which is named after the fold
 * @param fitted classes that are trained on
 */
public record Fold(int number, List<EncodedClass> judged, List<EncodedClass> fitted) {

    /** With fewer groups a fold, classes are dealt: training without one of three groups would be another task. */
    private static final int LEAST_GROUPS = 2;

    public Fold {
        judged = List.copyOf(judged);
        fitted = List.copyOf(fitted);
    }

    /**
     * Deals the groups to folds, or the classes of each group where there are fewer than {@value #LEAST_GROUPS} groups a fold.
     *
     * @throws IllegalArgumentException if there are fewer than two folds, or too little to deal
     */
    public static List<Fold> dealFolds(List<EncodedClass> classes, int count) {
        List<String> groups =
                classes.stream().map(EncodedClass::group).distinct().toList();
        return groups.size() < LEAST_GROUPS * count ? dealClasses(classes, count) : dealGroups(classes, groups, count);
    }

    private static List<Fold> dealGroups(List<EncodedClass> classes, List<String> groups, int count) {
        List<Fold> folds = new ArrayList<>();
        for (Set<String> own : FoldRule.dealNames(groups, count)) {
            folds.add(new Fold(
                    folds.size() + 1,
                    classes.stream().filter(each -> own.contains(each.group())).toList(),
                    classes.stream().filter(each -> !own.contains(each.group())).toList()));
        }
        return folds;
    }

    /** Classes of a fold are compared with each other whatever their groups, because of one group there are few. */
    private static List<Fold> dealClasses(List<EncodedClass> classes, int count) {
        List<Set<String>> dealt = FoldRule.dealNames(
                classes.stream().map(EncodedClass::groupAndName).toList(),
                count,
                Comparator.comparing(Fold::groupOfPath));
        List<Fold> folds = new ArrayList<>();
        for (Set<String> own : dealt) {
            int number = folds.size() + 1;
            String name = String.format(Locale.ROOT, "fold %d (%d classes)", number, own.size());
            folds.add(new Fold(
                    number,
                    classes.stream()
                            .filter(each -> own.contains(each.groupAndName()))
                            .map(each -> new EncodedClass(name, each.groupAndName(), each.files()))
                            .toList(),
                    classes.stream()
                            .filter(each -> !own.contains(each.groupAndName()))
                            .toList()));
        }
        return folds;
    }

    private static String groupOfPath(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Groups that nothing of is trained on. */
    public Set<String> unseenGroups() {
        Set<String> unseen =
                new HashSet<>(judged.stream().map(EncodedClass::group).collect(Collectors.toSet()));
        fitted.forEach(each -> unseen.remove(each.group()));
        return unseen;
    }

    /** Groups of which some classes are trained on and others are judged. */
    public Set<String> groupsSeenInPart() {
        Set<String> seen = fitted.stream().map(EncodedClass::group).collect(Collectors.toSet());
        seen.retainAll(judged.stream().map(each -> groupOfPath(each.name())).collect(Collectors.toSet()));
        return seen;
    }

    /** Names what is judged, for a person. */
    public String description() {
        List<String> groups =
                judged.stream().map(EncodedClass::group).distinct().toList();
        List<String> named =
                groups.size() == 1 ? judged.stream().map(EncodedClass::name).toList() : groups;
        return String.join(", ", named);
    }
}
