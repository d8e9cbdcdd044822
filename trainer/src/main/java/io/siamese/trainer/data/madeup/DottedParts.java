package io.siamese.trainer.data.madeup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Gives dots on a grid: an alphabet whose characters differ by where dots are, as those of Braille do.
 *
 * @param columns of the grid
 * @param rows of the grid
 * @param distance of neighbouring dots, units
 */
record DottedParts(int columns, int rows, double distance) implements PartSource {

    private static final int FEWEST_DOTS = 2;
    private static final int MOST_DOTS = 7;
    private static final int TRIES = 50;

    static DottedParts invent(SplittableRandom random) {
        return new DottedParts(2 + random.nextInt(2), 3 + random.nextInt(2), 0.3 + 0.2 * random.nextDouble());
    }

    /** Dots that reach all four sides of the grid: else a character would be another one that is moved, and look the same. */
    @Override
    public List<StrokePart> character(SplittableRandom random) {
        List<StrokePart> dots = draw(random);
        for (int i = 1; i < TRIES && !reachesAllSides(dots); i++) {
            dots = draw(random);
        }
        return dots;
    }

    private List<StrokePart> draw(SplittableRandom random) {
        int most = Math.min(MOST_DOTS, columns * rows - 1);
        int count = FEWEST_DOTS + random.nextInt(most - FEWEST_DOTS + 1);
        List<StrokePart> dots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dots.add(another(dots, random));
        }
        return dots;
    }

    private boolean reachesAllSides(List<StrokePart> dots) {
        Set<Double> columnsWithDots =
                dots.stream().map(dot -> dot.joint().right()).collect(Collectors.toSet());
        Set<Double> rowsWithDots = dots.stream().map(dot -> dot.joint().down()).collect(Collectors.toSet());
        return columnsWithDots.contains(0.0)
                && columnsWithDots.contains(distance * (columns - 1))
                && rowsWithDots.contains(0.0)
                && rowsWithDots.contains(distance * (rows - 1));
    }

    /** A dot where there is none yet. */
    @Override
    public StrokePart another(List<StrokePart> earlier, SplittableRandom random) {
        List<Joint> free = IntStream.range(0, columns * rows)
                .mapToObj(cell -> Joint.unjoined(distance * (cell % columns), distance * (cell / columns)))
                .filter(place -> earlier.stream().noneMatch(dot -> dot.joint().equals(place)))
                .toList();
        return new StrokePart(new Dot(), 0, 1, free.get(random.nextInt(free.size())));
    }
}
