package io.siamese.trainer.data.madeup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of one recorded drawing: {@code START}, lines {@code x,y,t}, {@code BREAK} after each stroke. */
final class RecordedDrawing {

    /** Points of a stroke after resampling. */
    static final int POINTS = 33;

    private static final String START = "START";
    private static final String BREAK = "BREAK";

    private RecordedDrawing() {}

    /**
     * The strokes, each of {@link #POINTS} points at equal distances. The drawing is moved and scaled so that the middle of
     * its bounds is the origin and its longer side is 1; y points downwards.
     *
     * @param name for the message
     * @throws IOException if the text is no drawing
     */
    static List<Polyline> parse(String name, String text) throws IOException {
        List<Polyline> strokes = new ArrayList<>();
        List<double[]> points = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (BREAK.equals(line) && !points.isEmpty()) {
                strokes.add(resampled(points));
                points.clear();
            } else if (!START.equals(line) && !line.isBlank()) {
                points.add(parsePoint(name, line));
            }
        }
        if (strokes.isEmpty() || !points.isEmpty()) {
            throw new IOException(name + " is no recorded drawing: its strokes must each end with " + BREAK);
        }
        return Bounds.around(strokes).fitToSquare(strokes, 1).stream()
                .map(stroke -> stroke.movedBy(-0.5, -0.5))
                .toList();
    }

    private static double[] parsePoint(String name, String line) throws IOException {
        String[] numbers = line.split(",");
        try {
            if (numbers.length == 3) {
                return new double[] {Double.parseDouble(numbers[0]), -Double.parseDouble(numbers[1])};
            }
        } catch (NumberFormatException e) {
            throw new IOException(name + " has a line '" + line + "', which is not x,y,t", e);
        }
        throw new IOException(name + " has a line '" + line + "', which is not x,y,t");
    }

    private static Polyline resampled(List<double[]> drawn) {
        List<double[]> points = drawn.size() > 1 ? drawn : List.of(drawn.get(0), drawn.get(0));
        double[] until = new double[points.size()];
        for (int i = 1; i < until.length; i++) {
            double right = points.get(i)[0] - points.get(i - 1)[0];
            double down = points.get(i)[1] - points.get(i - 1)[1];
            until[i] = until[i - 1] + Math.sqrt(right * right + down * down);
        }
        double[] x = new double[POINTS];
        double[] y = new double[POINTS];
        int before = 0;
        for (int i = 0; i < POINTS; i++) {
            double wanted = until[until.length - 1] * i / (POINTS - 1);
            while (before < until.length - 2 && until[before + 1] < wanted) {
                before++;
            }
            double leg = until[before + 1] - until[before];
            double rest = leg == 0 ? 0 : Math.min(1, (wanted - until[before]) / leg);
            x[i] = points.get(before)[0] + rest * (points.get(before + 1)[0] - points.get(before)[0]);
            y[i] = points.get(before)[1] + rest * (points.get(before + 1)[1] - points.get(before)[1]);
        }
        return new Polyline(x, y);
    }
}
