package io.siamese.trainer.data.madeup;

import java.util.List;

/** Holds the least upright rectangle around some strokes. */
record Bounds(double left, double top, double right, double bottom) {

    /** Keeps a short straight stroke, or a dot, from filling the paper. */
    private static final double LEAST_SIDE = 0.2;

    static Bounds around(List<Polyline> strokes) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Polyline stroke : strokes) {
            for (int i = 0; i < stroke.x().length; i++) {
                left = Math.min(left, stroke.x()[i]);
                right = Math.max(right, stroke.x()[i]);
                top = Math.min(top, stroke.y()[i]);
                bottom = Math.max(bottom, stroke.y()[i]);
            }
        }
        return new Bounds(left, top, right, bottom);
    }

    /** The strokes in the middle of the unit square, their longer side scaled to {@code extent}. */
    List<Polyline> fitToSquare(List<Polyline> strokes, double extent) {
        double scale = extent / Math.max(LEAST_SIDE, Math.max(right - left, bottom - top));
        double centreX = (left + right) / 2;
        double centreY = (top + bottom) / 2;
        return strokes.stream()
                .map(stroke ->
                        stroke.mapPoints((x, y) -> 0.5 + scale * (x - centreX), (x, y) -> 0.5 + scale * (y - centreY)))
                .toList();
    }
}
