package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PictureRegion.Landmark;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.List;

/**
 * Turns, scales and moves a picture: (x, y) goes to (a x − b y + tx, b x + a y + ty). Doubles are only added, multiplied, divided and
 * square-rooted, which Java defines to the last bit.
 */
record SimilarityWarp(double a, double b, double tx, double ty) {
    /**
     * The similarity that takes points nearest to others, by the sum of squares (Umeyama 1991). In the plane and without mirroring it
     * is a regression of complex numbers, so no singular values are needed.
     *
     * @throws UnreadableImageException if there are not as many points as references, or all are in one place
     */
    static SimilarityWarp fit(List<Landmark> points, List<Landmark> references) throws UnreadableImageException {
        if (points.size() != references.size()) {
            throw new UnreadableImageException(
                    UnreadableImageException.WRONG_POINTS,
                    points.size() + " points, the encoder aligns by " + references.size());
        }
        Landmark from = centroid(points);
        Landmark to = centroid(references);
        double along = 0;
        double across = 0;
        double squares = 0;
        for (int i = 0; i < points.size(); i++) {
            double x = points.get(i).x() - from.x();
            double y = points.get(i).y() - from.y();
            double u = references.get(i).x() - to.x();
            double v = references.get(i).y() - to.y();
            along += x * u + y * v;
            across += x * v - y * u;
            squares += x * x + y * y;
        }
        if (squares == 0 || along == 0 && across == 0) {
            throw malformed("all in one place, or such that no turn brings them to the encoder's");
        }
        double a = along / squares;
        double b = across / squares;
        return new SimilarityWarp(a, b, to.x() - a * from.x() + b * from.y(), to.y() - b * from.x() - a * from.y());
    }

    private static Landmark centroid(List<Landmark> points) {
        double x = 0;
        double y = 0;
        for (Landmark point : points) {
            x += point.x();
            y += point.y();
        }
        return new Landmark(x / points.size(), y / points.size());
    }

    private static UnreadableImageException malformed(String what) {
        return new UnreadableImageException(UnreadableImageException.MALFORMED_POINTS, "points: " + what);
    }

    /**
     * The warped picture, bilinear, rounded half up, 0 outside of the picture, as OpenCV's warpAffine does. A picture that is made
     * smaller by a factor of 2 or more is first averaged over whole pixels, so that none is skipped.
     *
     * @throws UnreadableImageException if the picture would be smaller than a pixel
     */
    GrayImage apply(GrayImage picture, int width, int height) throws UnreadableImageException {
        double norm = a * a + b * b;
        double reduction = 1 / Math.sqrt(norm);
        if (!(reduction < Math.min(picture.width(), picture.height()))) {
            throw malformed("so far from each other that the picture between them is less than a pixel");
        }
        int factor = (int) Math.max(1, reduction);
        GrayImage source = shrinkBy(picture, factor);
        double across = (double) source.width() / picture.width();
        double down = (double) source.height() / picture.height();
        byte[] out = new byte[width * height];
        for (int row = 0, at = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at++) {
                double u = column - tx;
                double v = row - ty;
                double x = (a * u + b * v) / norm;
                double y = (a * v - b * u) / norm;
                out[at] = interpolate(source, (x + 0.5) * across - 0.5, (y + 0.5) * down - 0.5);
            }
        }
        return GrayImage.wrapLuma(width, height, out);
    }

    private static GrayImage shrinkBy(GrayImage picture, int factor) {
        if (factor == 1) {
            return picture;
        }
        int width = (picture.width() + factor - 1) / factor;
        int height = (picture.height() + factor - 1) / factor;
        return GrayImage.wrapLuma(
                width, height, AreaAverage.resize(picture, 0, 0, picture.width(), picture.height(), width, height));
    }

    private static byte interpolate(GrayImage image, double x, double y) {
        if (!(x > -1 && y > -1 && x < image.width() && y < image.height())) {
            return 0;
        }
        int left = (int) Math.floor(x);
        int above = (int) Math.floor(y);
        double top = between(lumaOrBlack(image, left, above), lumaOrBlack(image, left + 1, above), x - left);
        double bottom = between(lumaOrBlack(image, left, above + 1), lumaOrBlack(image, left + 1, above + 1), x - left);
        return (byte) (int) Math.floor(between(top, bottom, y - above) + 0.5);
    }

    private static int lumaOrBlack(GrayImage image, int x, int y) {
        return x < 0 || y < 0 || x >= image.width() || y >= image.height() ? 0 : image.at(x, y);
    }

    private static double between(double one, double other, double share) {
        return one + (other - one) * share;
    }
}
