package io.siamese.trainer.data.madeup;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Gives strokes of an invented alphabet: a few shapes, turned and joined in ever new ways.
 *
 * @param dots share of the strokes that are dots beside the others
 */
record InventedParts(List<InventedShape> shapes, double dots) implements PartSource {

    private static final int SHAPES = 8;
    /** Share of the alphabets that have dots beside other strokes. */
    private static final double WITH_DOTS = 0.3;

    private static final double MOST_DOTS = 0.35;
    private static final double[] SHARE_OF_COUNT = {0.06, 0.38, 0.72, 0.92, 1};

    static InventedParts invent(SplittableRandom random) {
        List<InventedShape> shapes = IntStream.range(0, SHAPES)
                .mapToObj(any -> InventedShape.invent(random))
                .toList();
        return new InventedParts(shapes, random.nextDouble() < WITH_DOTS ? MOST_DOTS * random.nextDouble() : 0);
    }

    @Override
    public List<StrokePart> character(SplittableRandom random) {
        double dice = random.nextDouble();
        int count = 1;
        while (dice > SHARE_OF_COUNT[count - 1]) {
            count++;
        }
        List<StrokePart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(another(parts, random));
        }
        return parts;
    }

    @Override
    public StrokePart another(List<StrokePart> earlier, SplittableRandom random) {
        if (!earlier.isEmpty() && random.nextDouble() < dots) {
            return new StrokePart(new Dot(), 0, 1, Joints.drawFree(random));
        }
        InventedShape shape = shapes.get(random.nextInt(shapes.size()));
        return new StrokePart(
                shape, random.nextInt(4), 0.7 + 0.6 * random.nextDouble(), Joints.draw(earlier.size(), random));
    }
}
