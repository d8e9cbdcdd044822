package io.siamese.encoder.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Invents a character: one to four strokes (lines, hooks, bows, loops), later ones often starting on an earlier one. */
final class CharacterDesign {
    private static final double[] SHARE_OF_COUNT = {0.15, 0.6, 0.9, 1};

    private final SplittableRandom random;
    private final List<Stroke> strokes = new ArrayList<>();

    CharacterDesign(SplittableRandom random) {
        this.random = random;
    }

    List<Stroke> strokes() {
        double dice = random.nextDouble();
        int count = 1;
        while (dice > SHARE_OF_COUNT[count - 1]) {
            count++;
        }
        // A single stroke must be eventful, or half of the characters are the same arc.
        int extra = count == 1 ? 3 : 0;
        for (int i = 0; i < count; i++) {
            strokes.add(inventStroke(chooseStart(), 1 + random.nextInt(3) + extra));
        }
        return strokes;
    }

    private double[] chooseStart() {
        if (!strokes.isEmpty() && random.nextDouble() < 0.6) {
            Stroke other = strokes.get(random.nextInt(strokes.size()));
            return other.pointAt(random.nextDouble() * (other.pointCount() - 1));
        }
        return new double[] {0.15 + 0.7 * random.nextDouble(), 0.1 + 0.6 * random.nextDouble()};
    }

    /** A walk of {@code legs} legs that turns steadily, which makes bows and loops, and now and then sharply. */
    private Stroke inventStroke(double[] start, int legs) {
        double[] x = new double[legs + 1];
        double[] y = new double[legs + 1];
        x[0] = start[0];
        y[0] = start[1];
        double leg = (0.45 + 0.45 * random.nextDouble()) / Math.sqrt(legs);
        double angle = inwards(start) + (random.nextDouble() - 0.5) * 2.5;
        double turn = (random.nextDouble() - 0.5) * 2.6;
        for (int i = 1; i <= legs; i++) {
            x[i] = clampToMargins(x[i - 1] + leg * StrictMath.cos(angle));
            y[i] = clampToMargins(y[i - 1] + leg * StrictMath.sin(angle));
            boolean sharp = random.nextDouble() < 0.25;
            angle += sharp ? (random.nextBoolean() ? 2 : -2) : turn + (random.nextDouble() - 0.5) * 0.6;
        }
        return new Stroke(x, y);
    }

    private static double inwards(double[] point) {
        return StrictMath.atan2(0.5 - point[1], 0.5 - point[0]);
    }

    private static double clampToMargins(double value) {
        return Math.min(0.95, Math.max(0.05, value));
    }
}
