package io.siamese.trainer.data.madeup;

/** Describes a stroke that characters of an alphabet share. */
interface StrokeShape {

    /** The stroke as this hand draws it this time. */
    Polyline drawnBy(WritingHand hand);

    /** Whether it is a dot, of which nothing counts but where it is. */
    default boolean isDot() {
        return false;
    }
}
