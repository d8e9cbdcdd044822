package io.siamese.trainer.data.compound;

import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.MadeUpClass;
import io.siamese.trainer.data.Sample;
import java.util.List;
import java.util.SplittableRandom;

/** A character of two real ones. One person's drawings of both make one drawing of it. */
record CompoundCharacter(ImageClass first, ImageClass second, CompoundLayout layout) implements MadeUpClass {

    @Override
    public Sample showSample(long hand, SplittableRandom random) {
        return CompoundSample.join(drawing(first, hand), drawing(second, hand), layout.drawnBy(random));
    }

    private static Sample drawing(ImageClass of, long hand) {
        List<Sample> samples = of.samples();
        return samples.get((int) Math.floorMod(hand, (long) samples.size()));
    }
}
