package io.siamese.trainer.data.madeup;

/**
 * One stroke of a character.
 *
 * @param quarters quarter turns of the shape
 * @param scale of the shape
 */
record StrokePart(StrokeShape shape, int quarters, double scale, Joint joint) {

    Polyline drawnBy(WritingHand hand) {
        Polyline drawn = shape.drawnBy(hand);
        return quarters == 0 && scale == 1 ? drawn : drawn.turnedBy(quarters, scale);
    }

    StrokePart scaledBy(double factor) {
        return new StrokePart(shape, quarters, scale * factor, joint);
    }

    StrokePart joinedBy(Joint other) {
        return new StrokePart(shape, quarters, scale, other);
    }
}
