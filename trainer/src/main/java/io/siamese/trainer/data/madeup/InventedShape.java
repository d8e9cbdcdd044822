package io.siamese.trainer.data.madeup;

import java.util.SplittableRandom;

/**
 * Walks along a line that bends, turns at a corner, or closes a loop.
 *
 * @param length of the walk, units
 * @param heading at its start, radians
 * @param curl what the whole walk turns by, radians
 * @param change of the curvature: -1 bends at the start alone, 1 at the end alone
 * @param cornerAt share of the walk at which it turns by {@code corner} radians; 0 is no corner
 * @param loopAt share of the walk at which a full turn begins, {@code loop} radians; 0 is none
 */
record InventedShape(
        double length,
        double heading,
        double curl,
        double change,
        double cornerAt,
        double corner,
        double loopAt,
        double loop)
        implements StrokeShape {

    private static final int LEGS = 32;
    /** Share of the walk that a loop takes. */
    private static final double LOOP_SHARE = 0.45;

    static InventedShape invent(SplittableRandom random) {
        boolean straight = random.nextDouble() < 0.3;
        boolean cornered = random.nextDouble() < 0.4;
        boolean looped = random.nextDouble() < 0.12;
        double curl = drawSign(random) * (0.5 + 3.5 * random.nextDouble());
        return new InventedShape(
                (0.35 + 0.65 * random.nextDouble()) * (looped ? 1.5 : 1),
                (random.nextDouble() - 0.5) * Math.PI,
                straight ? 0 : curl,
                2 * random.nextDouble() - 1,
                cornered ? 0.25 + 0.5 * random.nextDouble() : 0,
                drawSign(random) * (0.9 + 1.6 * random.nextDouble()),
                looped ? 0.05 + 0.45 * random.nextDouble() : 0,
                drawSign(random) * 2 * Math.PI);
    }

    private static int drawSign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }

    @Override
    public Polyline drawnBy(WritingHand hand) {
        double[] x = new double[LEGS + 1];
        double[] y = new double[LEGS + 1];
        double leg = length * hand.lengthFactor() / LEGS;
        double angle = heading + hand.headingError();
        double bend = curl * hand.curlFactor() / LEGS;
        double sharp = corner * hand.cornerFactor();
        double round = loop * hand.cornerFactor() / (LOOP_SHARE * LEGS);
        for (int i = 0; i < LEGS; i++) {
            double share = (i + 0.5) / LEGS;
            angle += bend * (1 + change * (2 * share - 1)) + extraTurn(share, sharp, round);
            x[i + 1] = x[i] + leg * StrictMath.cos(angle);
            y[i + 1] = y[i] + leg * StrictMath.sin(angle);
        }
        return new Polyline(x, y);
    }

    /** What corner and loop add at this share of the walk. */
    private double extraTurn(double share, double sharp, double round) {
        boolean atCorner = cornerAt > 0 && Math.abs(share - cornerAt) <= 0.5 / LEGS;
        boolean inLoop = loopAt > 0 && share >= loopAt && share < loopAt + LOOP_SHARE;
        return (atCorner ? sharp : 0) + (inLoop ? round : 0);
    }
}
