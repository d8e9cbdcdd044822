package io.siamese.acceptance.contract;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.file.DenseJpeg;
import io.siamese.encoder.image.file.FileDamage;
import io.siamese.encoder.image.file.PictureKinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Gives hostile images one after the other: damaged files of all formats, files that must be refused by name, and now and then
 * the most expensive file that is allowed.
 */
final class HostileMix {
    static final byte[] GOOD = new StrokeCharacters(7).png(1, 0);

    private static final int SMALL = 200_000;
    private static final int EXPENSIVE_EVERY = 250;

    /** A hostile image; {@code reason} is that of its rejection, or empty if damage left open whether it can be read. */
    record Hostile(byte[] file, String reason) {
        boolean isRefused() {
            return !reason.isEmpty();
        }
    }

    private final SplittableRandom random = new SplittableRandom(12);
    private final FileDamage damage = new FileDamage(random);
    private final List<Hostile> refused = new ArrayList<>();
    private final List<Hostile> expensive = new ArrayList<>();
    private final List<byte[]> whole = new ArrayList<>(PictureKinds.all().values());
    private int given;

    HostileMix() throws IOException {
        OddImages odd = new OddImages();
        for (Map.Entry<String, byte[]> file : odd.files().entrySet()) {
            String reason = odd.reason(file.getKey());
            if (file.getValue().length > SMALL || file.getKey().startsWith("16 million")) {
                expensive.add(new Hostile(file.getValue(), reason.equals(OddImages.READ) ? "" : reason));
            } else if (!reason.equals(OddImages.READ)) {
                refused.add(new Hostile(file.getValue(), reason));
            } else {
                whole.add(file.getValue());
            }
        }
        expensive.add(new Hostile(DenseJpeg.ofScans(45), ""));
    }

    Hostile next() {
        int index = given++;
        if (index % EXPENSIVE_EVERY == EXPENSIVE_EVERY - 1) {
            return expensive.get(index / EXPENSIVE_EVERY % expensive.size());
        }
        return index % 2 == 0
                ? refused.get(index / 2 % refused.size())
                : new Hostile(damage.damage(whole.get(random.nextInt(whole.size()))), "");
    }
}
