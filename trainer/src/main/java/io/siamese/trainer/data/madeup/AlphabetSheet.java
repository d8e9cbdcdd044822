package io.siamese.trainer.data.madeup;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Writes a picture of made-up alphabets: a row for each character, a column for each hand, alphabets side by side. */
public final class AlphabetSheet {

    private static final int HANDS = 5;
    private static final int GAP = 4;
    private static final int BETWEEN = 24;

    private final int alphabets;
    private final int characters;

    public AlphabetSheet(int alphabets, int characters) {
        this.alphabets = alphabets;
        this.characters = characters;
    }

    /** Writes the sheet as PNG. Each maker has a row of alphabets. */
    public void writeSheet(List<MadeUpAlphabets> makers, long seed, Path file) throws IOException {
        int cell = StrokeCharacters.SIZE + GAP;
        int width = alphabets * (HANDS * cell + BETWEEN) - BETWEEN;
        int height = makers.size() * (characters * cell + BETWEEN) - BETWEEN;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < makers.size(); row++) {
            for (int column = 0; column < alphabets; column++) {
                List<Glyph> alphabet = makers.get(row).makeUpAlphabet(characters, random);
                int left = column * (HANDS * cell + BETWEEN);
                drawAlphabet(alphabet, random.split(), sheet, left, row * (characters * cell + BETWEEN));
            }
        }
        if (!ImageIO.write(sheet, "png", file.toFile())) {
            throw new IOException(file + ": this Java cannot write PNG");
        }
    }

    private static void drawAlphabet(
            List<Glyph> alphabet, SplittableRandom random, BufferedImage sheet, int left, int top) {
        long[] hands = random.longs(HANDS).toArray();
        int cell = StrokeCharacters.SIZE + GAP;
        for (int character = 0; character < alphabet.size(); character++) {
            for (int hand = 0; hand < HANDS; hand++) {
                GrayImage drawing = alphabet.get(character).drawnBy(hands[hand], random);
                copyDrawing(drawing, sheet, left + hand * cell, top + character * cell);
            }
        }
    }

    private static void copyDrawing(GrayImage drawing, BufferedImage sheet, int left, int top) {
        sheet.getRaster().setDataElements(left, top, drawing.width(), drawing.height(), drawing.luma());
    }
}
