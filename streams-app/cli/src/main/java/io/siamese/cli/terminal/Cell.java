package io.siamese.cli.terminal;

import io.siamese.client.VisibleText;
import java.text.Normalizer;

/** Fits text into a column. */
final class Cell {

    private Cell() {}

    /** Visible text of exactly so many characters: padded with spaces, or cut with an ellipsis. */
    static String fitToWidth(String text, int width) {
        String visible = Normalizer.normalize(VisibleText.of(text), Normalizer.Form.NFC);
        int length = visible.codePointCount(0, visible.length());
        if (length <= width) {
            return visible + " ".repeat(width - length);
        }
        return visible.substring(0, visible.offsetByCodePoints(0, width - 1)) + "…";
    }
}
