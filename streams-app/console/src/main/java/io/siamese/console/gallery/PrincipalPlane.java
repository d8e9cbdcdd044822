package io.siamese.console.gallery;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a flat map of embeddings: their projections on the two directions in which they spread most (principal
 * component analysis of the centred embeddings, by power iteration). Two embeddings that are near on the map need not
 * be near in truth, because the map leaves out all other directions.
 *
 * @param points one {@code (x, y)} an embedding, in its order
 * @param shareX part of the whole variance along x, in [0, 1]
 * @param shareY part of it along y
 */
public record PrincipalPlane(List<Point> points, double shareX, double shareY) {

    private static final int ITERATIONS = 200;
    private static final double STILL = 1e-12;

    public record Point(double x, double y) {}

    /** Projects the embeddings, which are all of one length. */
    public static PrincipalPlane project(List<float[]> embeddings) {
        double[][] centred = centred(embeddings);
        double whole = 0;
        for (double[] row : centred) {
            whole += dotProduct(row, row);
        }
        if (whole == 0) {
            return new PrincipalPlane(
                    embeddings.stream().map(row -> new Point(0, 0)).toList(), 0, 0);
        }
        double[] xs = strongest(centred);
        double[] ys = strongest(centred);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < centred.length; i++) {
            points.add(new Point(xs[i], ys[i]));
        }
        return new PrincipalPlane(points, dotProduct(xs, xs) / whole, dotProduct(ys, ys) / whole);
    }

    private static double[][] centred(List<float[]> embeddings) {
        int dimension = embeddings.isEmpty() ? 0 : embeddings.get(0).length;
        double[] mean = new double[dimension];
        for (float[] row : embeddings) {
            for (int j = 0; j < dimension; j++) {
                mean[j] += row[j] / embeddings.size();
            }
        }
        double[][] centred = new double[embeddings.size()][dimension];
        for (int i = 0; i < centred.length; i++) {
            for (int j = 0; j < dimension; j++) {
                centred[i][j] = embeddings.get(i)[j] - mean[j];
            }
        }
        return centred;
    }

    /** The rows' projections on their strongest direction, which is taken out of the rows. */
    private static double[] strongest(double[][] rows) {
        double[] direction = startDirection(rows);
        double before = 0;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[direction.length];
            for (double[] row : rows) {
                addScaled(next, row, dotProduct(row, direction));
            }
            double length = Math.sqrt(dotProduct(next, next));
            if (length == 0) {
                break;
            }
            direction = scaledBy(next, 1 / length);
            if (Math.abs(length - before) <= STILL * length) {
                break;
            }
            before = length;
        }
        return takeOut(rows, fixSign(direction));
    }

    /** The longest row: it is not orthogonal to the strongest direction, unless nothing is left. */
    private static double[] startDirection(double[][] rows) {
        double[] longest = rows[0];
        for (double[] row : rows) {
            longest = dotProduct(row, row) > dotProduct(longest, longest) ? row : longest;
        }
        double length = Math.sqrt(dotProduct(longest, longest));
        return length == 0 ? longest.clone() : scaledBy(longest, 1 / length);
    }

    /** A direction and its opposite are the same: the one whose largest part is positive is taken, so that maps look alike. */
    private static double[] fixSign(double[] direction) {
        int largest = 0;
        for (int j = 0; j < direction.length; j++) {
            largest = Math.abs(direction[j]) > Math.abs(direction[largest]) ? j : largest;
        }
        return direction.length > 0 && direction[largest] < 0 ? scaledBy(direction, -1) : direction;
    }

    private static double[] takeOut(double[][] rows, double[] direction) {
        double[] projections = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            projections[i] = dotProduct(rows[i], direction);
            addScaled(rows[i], direction, -projections[i]);
        }
        return projections;
    }

    private static double dotProduct(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void addScaled(double[] to, double[] row, double times) {
        for (int j = 0; j < to.length; j++) {
            to[j] += times * row[j];
        }
    }

    private static double[] scaledBy(double[] row, double by) {
        double[] scaled = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            scaled[j] = by * row[j];
        }
        return scaled;
    }
}
