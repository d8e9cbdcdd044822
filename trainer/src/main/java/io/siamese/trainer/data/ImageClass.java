package io.siamese.trainer.data;

import java.util.List;

/**
 * Images of one and the same thing.
 *
 * @param group what confusable classes have in common, such as an alphabet; empty where there are no groups
 * @param name unique within the group
 * @param samples in the order of file names; within a group the n-th of every class counts as the same drawer
 */
public record ImageClass(String group, String name, List<Sample> samples) {

    public ImageClass {
        samples = List.copyOf(samples);
    }

    public String groupAndName() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
