package io.siamese.trainer.data.madeup;

import io.siamese.encoder.drawing.Canvas;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws one made-up character: its strokes, each placed beside the earlier ones, fitted to the paper. */
record Glyph(List<StrokePart> parts) {

    /** Distance of the pen's dots along a stroke, pixels. */
    private static final double DOT_DISTANCE = 0.7;

    Glyph {
        parts = List.copyOf(parts);
    }

    /**
     * Draws the character once, in black on white.
     *
     * @param hand names the hand: drawings of one hand share its habits
     * @param random decides how unsteady this drawing is
     */
    GrayImage drawnBy(long hand, SplittableRandom random) {
        WritingHand drawing = new WritingHand(hand, random);
        List<Polyline> strokes = new ArrayList<>();
        for (StrokePart part : parts) {
            strokes.add(part.joint().placeStroke(part.drawnBy(drawing), strokes, drawing));
        }
        Canvas paper = new Canvas(StrokeCharacters.SIZE);
        Bounds.around(strokes)
                .fitToSquare(strokes, drawing.extent())
                .forEach(stroke -> drawStroke(stroke, drawing.penRadius(), paper));
        return paper.toImage();
    }

    private static void drawStroke(Polyline stroke, double pen, Canvas paper) {
        for (int i = 1; i < stroke.x().length; i++) {
            double right = stroke.x()[i] - stroke.x()[i - 1];
            double down = stroke.y()[i] - stroke.y()[i - 1];
            double pixels = Math.sqrt(right * right + down * down) * StrokeCharacters.SIZE;
            int dots = (int) Math.ceil(pixels / DOT_DISTANCE);
            for (int dot = 0; dot < dots; dot++) {
                double share = (double) dot / dots;
                paper.drawDot(stroke.x()[i - 1] + share * right, stroke.y()[i - 1] + share * down, pen);
            }
        }
        int last = stroke.x().length - 1;
        paper.drawDot(stroke.x()[last], stroke.y()[last], pen);
    }
}
