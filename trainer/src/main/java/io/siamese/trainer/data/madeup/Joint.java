package io.siamese.trainer.data.madeup;

import java.util.List;

/**
 * Says where a stroke of a character lies.
 *
 * @param stroke number of the earlier stroke that it is joined to; negative where it is not joined
 * @param along share of the earlier stroke where the joint is
 * @param own share of the stroke itself that lies there: 0 starts at the joint, 0.5 crosses
 * @param right shift of a stroke that is not joined, units; so is {@code down}
 */
record Joint(int stroke, double along, double own, double right, double down) {

    static Joint unjoined(double right, double down) {
        return new Joint(-1, 0, 0, right, down);
    }

    static Joint joinedTo(int stroke, double along, double own) {
        return new Joint(stroke, along, own, 0, 0);
    }

    /** The same joint after stroke {@code dropped} was taken out of the character, which must not be its own. */
    Joint without(int dropped) {
        return stroke > dropped ? new Joint(stroke - 1, along, own, right, down) : this;
    }

    /** Puts the drawn stroke to its place beside those that were drawn before it. */
    Polyline placeStroke(Polyline drawn, List<Polyline> earlier, WritingHand hand) {
        double missedX = hand.jointError();
        double missedY = hand.jointError();
        if (stroke < 0) {
            return drawn.movedBy(right + missedX, down + missedY);
        }
        double[] there = earlier.get(stroke).pointAt(hand.jointPlace(along));
        double[] here = drawn.pointAt(own);
        return drawn.movedBy(there[0] - here[0] + missedX, there[1] - here[1] + missedY);
    }
}
