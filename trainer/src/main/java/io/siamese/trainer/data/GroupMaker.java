package io.siamese.trainer.data;

import java.util.List;
import java.util.SplittableRandom;

/** Makes up groups of ink classes for single episodes. Thread-safe: a group is a function of the generator alone. */
@FunctionalInterface
public interface GroupMaker {

    /** Makes up a group of so many classes. */
    List<MadeUpClass> makeUpGroup(int classes, SplittableRandom random);
}
