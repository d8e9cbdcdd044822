package io.siamese.schemas.serde;

import io.siamese.events.Crop;
import io.siamese.events.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes crops and points as text, and reads them: numbers with commas between, as headers and options hold them. */
public final class RegionText {
    /** ASCII digits only, where Java's parsers take those of every script. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,10}");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final int SIDES = 4;

    private RegionText() {}

    /** A crop as {@code x,y,width,height}. */
    public static String of(Crop crop) {
        return crop.getX() + "," + crop.getY() + "," + crop.getWidth() + "," + crop.getHeight();
    }

    /** Points as {@code x,y,x,y,…}. */
    public static String of(List<Point> points) {
        return points.stream()
                .map(point -> decimalText(point.getX()) + "," + decimalText(point.getY()))
                .collect(Collectors.joining(","));
    }

    /** Reads {@code x,y,width,height} in whole numbers; empty if it is something else. */
    public static Optional<Crop> crop(String text) {
        String[] numbers = text.split(",", -1);
        if (numbers.length != SIDES || !allMatch(WHOLE, numbers)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Crop(
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    Integer.parseInt(numbers[2]),
                    Integer.parseInt(numbers[3])));
        } catch (NumberFormatException e) {
            // Ten digits that are more than an int holds.
            return Optional.empty();
        }
    }

    /** Reads {@code x,y,x,y,…}; empty if it is something else. */
    public static Optional<List<Point>> points(String text) {
        String[] numbers = text.split(",", -1);
        if (numbers.length % 2 != 0 || !allMatch(NUMBER, numbers)) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            points.add(new Point(Float.parseFloat(numbers[i]), Float.parseFloat(numbers[i + 1])));
        }
        return Optional.of(points);
    }

    private static boolean allMatch(Pattern form, String[] numbers) {
        for (String number : numbers) {
            if (!form.matcher(number).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Without an exponent, so that it can be read again; what is too large or too small for that is cut off. */
    private static String decimalText(float value) {
        double bounded = Math.max(-999_999_999, Math.min(999_999_999, value));
        return new BigDecimal(bounded)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
