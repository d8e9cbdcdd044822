package io.siamese.trainer.data.madeup;

/** A dot: a small ring, which most hands draw so small that it is filled. */
record Dot() implements StrokeShape {

    private static final int LEGS = 8;

    @Override
    public Polyline drawnBy(WritingHand hand) {
        double radius = hand.dotRadius();
        double[] x = new double[LEGS + 1];
        double[] y = new double[LEGS + 1];
        for (int i = 0; i <= LEGS; i++) {
            double angle = 2 * Math.PI * i / LEGS;
            x[i] = radius * StrictMath.cos(angle);
            y[i] = radius * StrictMath.sin(angle);
        }
        return new Polyline(x, y);
    }

    @Override
    public boolean isDot() {
        return true;
    }
}
