package io.siamese.trainer.data.madeup;

/**
 * One stroke of a character.
 *
 * @param quarters quarter turns of the shape
 * @param scale of the shape
 */
record Part(StrokeShape shape, int quarters, double scale, Joint joint) {

    Polyline drawnBy(Hand hand) {
        Polyline drawn = shape.drawnBy(hand);
        return quarters == 0 && scale == 1 ? drawn : drawn.turned(quarters, scale);
    }

    Part scaled(double factor) {
        return new Part(shape, quarters, scale * factor, joint);
    }

    Part joined(Joint other) {
        return new Part(shape, quarters, scale, other);
    }
}
