package io.siamese.encoder.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.io.ByteArrayInputStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class StrokeCharactersTest {
    private final StrokeCharacters characters = new StrokeCharacters(7);

    @Test
    void drawsTheSameBytesForEver() {
        CRC32 checksum = new CRC32();
        for (int i = 0; i < 40; i++) {
            checksum.update(characters.png(i, i % 7));
        }

        assertThat(checksum.getValue()).isEqualTo(355440850L);
    }

    @Test
    void writesPngsThatOthersRead() throws Exception {
        // Given
        GrayImage image = characters.image(2, 3);
        byte[] png = characters.png(2, 3);

        // When
        var read = ImageIO.read(new ByteArrayInputStream(png));

        // Then
        assertThat(new ImageDecoder(ImageLimits.defaults()).decode(png).luma()).isEqualTo(image.luma());
        for (int y = 0; y < StrokeCharacters.SIZE; y++) {
            for (int x = 0; x < StrokeCharacters.SIZE; x++) {
                assertThat(read.getRGB(x, y) & 0xFF).isEqualTo(image.at(x, y));
            }
        }
    }

    @Test
    void drawsCharactersAndNotBlots() {
        for (int subject = 0; subject < 200; subject++) {
            int ink = 0;
            for (byte pixel : characters.image(subject, subject).luma()) {
                ink += pixel == 0 ? 1 : 0;
            }
            assertThat(ink).as("inked pixels of subject %d", subject).isBetween(60, 2200);
        }
    }

    @Test
    void tellsSubjectsApartAndDrawersHardly() throws Exception {
        // Given
        int subjects = 40;
        Preprocessor ink = Preprocessors.create(Preprocessing.ink(20), ImageLimits.defaults());
        byte[][] enrolled = new byte[subjects][];
        for (int subject = 0; subject < subjects; subject++) {
            enrolled[subject] = ink.apply(characters.image(subject, 0));
        }

        // When
        int right = 0;
        int different = 0;
        for (int subject = 0; subject < subjects; subject++) {
            byte[] probe = ink.apply(characters.image(subject, 1));
            right += nearest(probe, enrolled) == subject ? 1 : 0;
            different += distance(probe, enrolled[subject]) > 0 ? 1 : 0;
        }

        // Then: raw pixels find most of forty, and no two drawers agree.
        assertThat(right).isGreaterThan(subjects * 6 / 10);
        assertThat(different).isEqualTo(subjects);
    }

    @Test
    void drawsOthersFromAnotherSeed() {
        assertThat(new StrokeCharacters(8).png(0, 0)).isNotEqualTo(characters.png(0, 0));
    }

    private static int nearest(byte[] probe, byte[][] enrolled) {
        int best = 0;
        for (int i = 1; i < enrolled.length; i++) {
            best = distance(probe, enrolled[i]) < distance(probe, enrolled[best]) ? i : best;
        }
        return best;
    }

    private static long distance(byte[] a, byte[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            int d = (a[i] & 0xFF) - (b[i] & 0xFF);
            sum += (long) d * d;
        }
        return sum;
    }
}
