package io.siamese.trainer.data.madeup;

import java.util.SplittableRandom;

/** Draws where a stroke lies among the earlier ones of its character. */
final class Joints {

    private static final double JOINED = 0.7;
    private static final double[] PLACES = {0, 0.5, 1};
    /** Farthest that a stroke which is not joined is shifted along each axis. */
    private static final double FREE = 0.55;

    private Joints() {}

    /** @param earlier number of strokes before it */
    static Joint draw(int earlier, SplittableRandom random) {
        if (earlier > 0 && random.nextDouble() < JOINED) {
            return drawJoined(earlier, random);
        }
        return earlier == 0 ? Joint.unjoined(0, 0) : drawFree(random);
    }

    /** Anywhere in the character, joined to no other stroke. */
    static Joint drawFree(SplittableRandom random) {
        return Joint.unjoined(drawShift(random), drawShift(random));
    }

    /** Joined to one of the earlier strokes: at its ends or middle half of the time, and crossing it half of the time. */
    static Joint drawJoined(int earlier, SplittableRandom random) {
        double along = random.nextBoolean() ? PLACES[random.nextInt(3)] : random.nextDouble();
        double own = random.nextBoolean() ? 0 : 0.3 + 0.4 * random.nextDouble();
        return Joint.joinedTo(random.nextInt(earlier), along, own);
    }

    private static double drawShift(SplittableRandom random) {
        return FREE * (2 * random.nextDouble() - 1);
    }
}
