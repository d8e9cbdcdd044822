package io.siamese.trainer.data.madeup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes recordings as Omniglot has them, of characters with a tall stroke and a wide one. */
final class Recordings {

    private Recordings() {}

    static PenRecordings recordingsOf(int characters, int drawers) throws IOException {
        Path folder = Files.createTempDirectory("recordings");
        writeGroup(folder, "Runes", characters, drawers);
        return PenRecordings.readPaths(List.of(folder));
    }

    static void writeGroup(Path folder, String group, int characters, int drawers) throws IOException {
        for (int character = 0; character < characters; character++) {
            Path leaf = Files.createDirectories(folder.resolve(group).resolve("character" + (10 + character)));
            for (int drawer = 0; drawer < drawers; drawer++) {
                Files.writeString(leaf.resolve("0001_" + (10 + drawer) + ".txt"), drawing(character, drawer));
            }
        }
    }

    /** Every other drawer begins with the other stroke, and every third draws the first one upwards. */
    private static String drawing(int character, int drawer) {
        SplittableRandom random = new SplittableRandom(100L * character + drawer);
        double lean = random.nextDouble(6);
        double top = 10 + random.nextDouble(4);
        double bar = 20 + 4 * character + random.nextDouble(3);
        String tall = drawer % 3 == 0
                ? point(50 + lean, 90) + point(50, 50) + point(50, top)
                : point(50, top) + point(50, 50) + point(50 + lean, 90);
        String wide = point(25, bar) + point(75 + lean, bar + lean);
        String first = drawer % 2 == 0 ? tall : wide;
        String second = drawer % 2 == 0 ? wide : tall;
        return "START\n" + first + "BREAK\n" + second + "BREAK\n";
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.3f,%.3f,0%n", x, -y);
    }
}
