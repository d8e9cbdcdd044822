package io.siamese.trainer.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Divides classes into the four splits: by name where groups are named, by a seeded hash of the group's name otherwise,
 * and by a hash of the class where there are fewer than {@value #ENOUGH_GROUPS} groups.
 *
 * @param select names of the groups to select by; all three empty: by hash
 * @param calibrate names of the groups to calibrate on
 * @param report names of the groups to report on
 * @param seed of the hash
 */
public record SplitRule(Set<String> select, Set<String> calibrate, Set<String> report, int seed) {

    private static final int ENOUGH_GROUPS = 8;

    public SplitRule {
        select = Set.copyOf(select);
        calibrate = Set.copyOf(calibrate);
        report = Set.copyOf(report);
        List<String> all =
                Stream.of(select, calibrate, report).flatMap(Set::stream).toList();
        if (all.size() != Set.copyOf(all).size()) {
            throw new IllegalArgumentException("splits: a group is named in two of select, calibrate and report");
        }
    }

    /**
     * Omniglot's background set. Select is what the prototype validated on. The others are chosen by rule from alphabets of
     * at least 20 characters: of each kind (letters, Brahmic scripts, other signs), the name with the least SHA-256 is
     * reported on, the next calibrates. The five alphabets of the small training experiment are left for training.
     */
    public static SplitRule omniglot() {
        return new SplitRule(
                Set.of("Bengali", "Hebrew", "Japanese_(hiragana)", "Anglo-Saxon_Futhorc", "Malay_(Jawi_-_Arabic)"),
                Set.of("Asomtavruli_(Georgian)", "Grantha", "Tifinagh"),
                Set.of("Syriac_(Estrangelo)", "Burmese_(Myanmar)", "Alphabet_of_the_Magi"),
                0);
    }

    public static SplitRule byHash(int seed) {
        return new SplitRule(Set.of(), Set.of(), Set.of(), seed);
    }

    /** @throws IllegalArgumentException if a named group is missing, or a split would have fewer than two classes */
    public Splits splitClasses(List<EncodedClass> classes) {
        boolean named = !select.isEmpty() || !calibrate.isEmpty() || !report.isEmpty();
        Splits splits = named ? byName(classes) : splitByHash(classes);
        require("train", splits.train());
        require("select", splits.select());
        require("calibrate", splits.calibrate());
        require("report", splits.report());
        return splits;
    }

    private Splits byName(List<EncodedClass> classes) {
        Set<String> present = classes.stream().map(EncodedClass::group).collect(Collectors.toSet());
        Stream.of(select, calibrate, report).flatMap(Set::stream).forEach(name -> {
            if (!present.contains(name)) {
                throw new IllegalArgumentException("splits: there is no group '" + name + "' in the data");
            }
        });
        return new Splits(
                classesWhere(
                        classes, each -> !select.contains(each) && !calibrate.contains(each) && !report.contains(each)),
                classesWhere(classes, select::contains),
                classesWhere(classes, calibrate::contains),
                classesWhere(classes, report::contains));
    }

    private static List<EncodedClass> classesWhere(List<EncodedClass> classes, Predicate<String> groupIs) {
        return classes.stream().filter(each -> groupIs.test(each.group())).toList();
    }

    private Splits splitByHash(List<EncodedClass> classes) {
        boolean byGroup = classes.stream().map(EncodedClass::group).distinct().count() >= ENOUGH_GROUPS;
        Function<EncodedClass, String> unit = byGroup ? EncodedClass::group : each -> each.group() + "/" + each.name();
        List<String> units =
                new ArrayList<>(classes.stream().map(unit).distinct().toList());
        units.sort(Comparator.comparing(this::seededHash));
        int tenth = Math.max(1, (int) Math.rint(units.size() * 0.1));
        return new Splits(
                classesIn(classes, unit, units.subList(Math.min(units.size(), 3 * tenth), units.size())),
                classesIn(
                        classes,
                        unit,
                        units.subList(Math.min(units.size(), 2 * tenth), Math.min(units.size(), 3 * tenth))),
                classesIn(
                        classes, unit, units.subList(Math.min(units.size(), tenth), Math.min(units.size(), 2 * tenth))),
                classesIn(classes, unit, units.subList(0, Math.min(units.size(), tenth))));
    }

    private static List<EncodedClass> classesIn(
            List<EncodedClass> classes, Function<EncodedClass, String> unit, List<String> units) {
        Set<String> wanted = Set.copyOf(units);
        return classes.stream()
                .filter(each -> wanted.contains(unit.apply(each)))
                .toList();
    }

    private String seededHash(String name) {
        byte[] text = (seed + "/" + name).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(DataDigest.newSha256().digest(text));
    }

    private static void require(String split, List<EncodedClass> classes) {
        if (classes.size() < 2) {
            throw new IllegalArgumentException(
                    "splits: " + split + " would have " + classes.size() + " classes, at least 2 are needed");
        }
    }
}
