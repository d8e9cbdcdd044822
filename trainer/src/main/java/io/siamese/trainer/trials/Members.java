package io.siamese.trainer.trials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Classes by number, and their groups and drawers: the n-th drawer of one group and of another are two people. */
public final class Members {

    private final List<EmbeddedClass> classes;
    private final int[] group;
    private final int[] firstDrawer;
    private final List<List<Integer>> byGroup = new ArrayList<>();
    private int drawers;

    /** @throws IllegalArgumentException for more classes, or images of one, than an {@link Origin} can tell apart */
    public Members(List<EmbeddedClass> classes) {
        if (classes.size() > Origin.MOST_CLASSES || classes.stream().anyMatch(each -> each.images() > Origin.SEVERAL)) {
            throw new IllegalArgumentException("images: at most " + Origin.MOST_CLASSES + " classes of at most "
                    + Origin.SEVERAL + " images each can be compared");
        }
        this.classes = List.copyOf(classes);
        group = new int[classes.size()];
        firstDrawer = new int[classes.size()];
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < group.length; i++) {
            groups.computeIfAbsent(classes.get(i).group(), any -> new ArrayList<>())
                    .add(i);
        }
        groups.values().forEach(this::number);
    }

    private void number(List<Integer> members) {
        int most = 0;
        for (int member : members) {
            group[member] = byGroup.size();
            firstDrawer[member] = drawers;
            most = Math.max(most, classes.get(member).images());
        }
        drawers += most;
        byGroup.add(List.copyOf(members));
    }

    public EmbeddedClass get(int index) {
        return classes.get(index);
    }

    public int classes() {
        return group.length;
    }

    public int groups() {
        return byGroup.size();
    }

    public int group(int index) {
        return group[index];
    }

    /** Indices of the classes of each group. */
    public List<List<Integer>> byGroup() {
        return byGroup;
    }

    public String name(int group) {
        return classes.get(byGroup.get(group).get(0)).group();
    }

    /** All but one group. */
    public Members without(int left) {
        return new Members(IntStream.range(0, classes())
                .filter(index -> group[index] != left)
                .mapToObj(classes::get)
                .toList());
    }

    /** One group alone. */
    public Members only(int one) {
        return new Members(byGroup.get(one).stream().map(classes::get).toList());
    }

    /** Of all groups together. */
    public int drawers() {
        return drawers;
    }

    public int drawer(int index, int image) {
        return firstDrawer[index] + image;
    }

    /** Unordered pairs of classes within each group, all together. */
    public double pairs() {
        return byGroup.stream().mapToDouble(Members::pairs).sum();
    }

    public static double pairs(List<Integer> group) {
        return group.size() * (group.size() - 1) / 2.0;
    }
}
