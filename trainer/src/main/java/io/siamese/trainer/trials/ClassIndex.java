package io.siamese.trainer.trials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers classes, their groups and their drawers. The n-th drawers of two groups are two people. */
public final class ClassIndex {

    private final List<EmbeddedClass> classes;
    private final int[] group;
    private final int[] firstDrawer;
    private final List<List<Integer>> byGroup = new ArrayList<>();
    private int drawers;

    /** @throws IllegalArgumentException for more classes, or images of one, than an {@link ComparedImages} can tell apart */
    public ClassIndex(List<EmbeddedClass> classes) {
        if (classes.size() > ComparedImages.MOST_CLASSES
                || classes.stream().anyMatch(each -> each.imageCount() > ComparedImages.SEVERAL)) {
            throw new IllegalArgumentException("images: at most " + ComparedImages.MOST_CLASSES + " classes of at most "
                    + ComparedImages.SEVERAL + " images each can be compared");
        }
        this.classes = List.copyOf(classes);
        group = new int[classes.size()];
        firstDrawer = new int[classes.size()];
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < group.length; i++) {
            groups.computeIfAbsent(classes.get(i).group(), any -> new ArrayList<>())
                    .add(i);
        }
        groups.values().forEach(this::numberGroup);
    }

    private void numberGroup(List<Integer> members) {
        int most = 0;
        for (int member : members) {
            group[member] = byGroup.size();
            firstDrawer[member] = drawers;
            most = Math.max(most, classes.get(member).imageCount());
        }
        drawers += most;
        byGroup.add(List.copyOf(members));
    }

    public EmbeddedClass get(int index) {
        return classes.get(index);
    }

    public int classCount() {
        return group.length;
    }

    public int groupCount() {
        return byGroup.size();
    }

    public int groupOf(int index) {
        return group[index];
    }

    /** Indices of the classes of each group. */
    public List<List<Integer>> byGroup() {
        return byGroup;
    }

    public String groupName(int group) {
        return classes.get(byGroup.get(group).get(0)).group();
    }

    /** All but one group. */
    public ClassIndex withoutGroup(int left) {
        return new ClassIndex(IntStream.range(0, classCount())
                .filter(index -> group[index] != left)
                .mapToObj(classes::get)
                .toList());
    }

    /** One group alone. */
    public ClassIndex onlyGroup(int one) {
        return new ClassIndex(byGroup.get(one).stream().map(classes::get).toList());
    }

    /** Of all groups together. */
    public int drawerCount() {
        return drawers;
    }

    public int drawerOf(int index, int image) {
        return firstDrawer[index] + image;
    }

    /** Unordered pairs of classes within each group, all together. */
    public double pairCount() {
        return byGroup.stream().mapToDouble(ClassIndex::pairsWithin).sum();
    }

    public static double pairsWithin(List<Integer> group) {
        return group.size() * (group.size() - 1) / 2.0;
    }
}
