package io.siamese.encoder.drawing;

/**
 * Holds one stroke as the points {@code (x[i], y[i])} that a smooth curve passes through. They lie in the unit square,
 * y downwards.
 */
record Stroke(double[] x, double[] y) {
    int pointCount() {
        return x.length;
    }

    /** A point of the Catmull-Rom curve (Catmull, Rom 1974), t from 0 at the first point to points − 1 at the last. */
    double[] pointAt(double t) {
        int i = Math.min((int) t, pointCount() - 2);
        return new double[] {catmullRom(x, i, t - i), catmullRom(y, i, t - i)};
    }

    private static double catmullRom(double[] p, int i, double t) {
        double before = p[Math.max(0, i - 1)];
        double after = p[Math.min(p.length - 1, i + 2)];
        double a = 2 * p[i];
        double b = p[i + 1] - before;
        double c = 2 * before - 5 * p[i] + 4 * p[i + 1] - after;
        double d = -before + 3 * p[i] - 3 * p[i + 1] + after;
        return 0.5 * (a + t * (b + t * (c + t * d)));
    }
}
