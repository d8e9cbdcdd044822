package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the reference points of an encoder that takes aligned pictures: where landmarks lie in its input. A picture is turned, scaled
 * and moved so that its own landmarks come as near to them as they can.
 *
 * @param thousandths x and y of each point in turn, in thousandths of a pixel of the input. (0, 0) is the centre of the pixel in the
 *     upper left corner
 */
public record Alignment(List<Integer> thousandths) {
    private static final int LEAST = 2;
    private static final int MOST = 128;
    private static final int FARTHEST = 10_000_000;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Alignment {
        thousandths = List.copyOf(thousandths);
        int points = thousandths.size() / 2;
        if (thousandths.size() % 2 != 0 || points < LEAST || points > MOST) {
            throw new IllegalArgumentException("preprocessing.alignment: x and y of " + LEAST + " to " + MOST
                    + " points are wanted, here are " + thousandths.size() + " numbers");
        }
        if (thousandths.stream().anyMatch(number -> Math.abs((long) number) > FARTHEST)) {
            throw new IllegalArgumentException(
                    "preprocessing.alignment: a point is farther off than any input is wide");
        }
    }

    @Override
    @JsonValue
    public List<Integer> thousandths() {
        return thousandths;
    }

    /** The reference points, in pixels of the input. */
    public List<PictureRegion.Landmark> referencePoints() {
        List<PictureRegion.Landmark> points = new ArrayList<>();
        for (int i = 0; i < thousandths.size(); i += 2) {
            points.add(new PictureRegion.Landmark(thousandths.get(i) / 1000.0, thousandths.get(i + 1) / 1000.0));
        }
        return points;
    }

    /** As it stands in the canonical preprocessing. */
    String canonicalJson() {
        return thousandths.toString().replace(" ", "");
    }
}
