package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as phones, scanners and image editors write them show the same picture as a plain one. */
class FilesOfOthersTest {
    private final ImageDecoder decoder =
            new ImageDecoder(ImageLimits.defaults(), new FileReading(OrientationRule.EXIF, Transparency.WHITE, true));
    private final Preprocessor ink = Preprocessors.create(Preprocessing.ink(56), ImageLimits.defaults());

    private static double meanDifference(byte[] a, byte[] b) {
        assertThat(a).hasSameSizeAs(b);
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return (double) sum / a.length;
    }

    private String refusal(String file) {
        return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(TestFiles.read(file)))
                .getMessage();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "j14-baseline-SOS-says-0-0.jpg, 00-good-glyph.jpg",
        "j15-padding-before-restart-markers.jpg, 00-good-restart.jpg",
        "j16-jfif-and-adobe-transform-2.jpg, 00-good-photo.jpg",
        "p01-text-chunk-with-wrong-crc.png, 00-good-glyph.png"
    })
    void passesOverFaultsThatTouchNoPixel(String file, String good) throws Exception {
        assertThat(decoder.decode(TestFiles.read(file)).luma())
                .isEqualTo(decoder.decode(TestFiles.read(good)).luma());
    }

    @ParameterizedTest(name = "{0} differs by at most {2}")
    @CsvSource({
        "j06-exif-444-component-ids-0-1-2.jpg, 00-good-photo.jpg, 4",
        "j07-cmyk-adobe.jpg, 00-good-photo.jpg, 4",
        "j09-exif-orientation-6-of-the-good-glyph.jpg, 00-good-glyph.jpg, 3",
        "f01-webp.jpg, 00-good-glyph.png, 6"
    })
    void seesTheSamePicture(String file, String good, double most) throws Exception {
        GrayImage seen = decoder.decode(TestFiles.read(file));
        GrayImage expected = decoder.decode(TestFiles.read(good));

        assertThat(meanDifference(seen.luma(), expected.luma())).isLessThan(most);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"p04-12-bit-sensor-in-16-bit-png.png", "p05-white-ink-on-transparent.png"})
    void findsTheInkWhereverItLies(String file) throws Exception {
        byte[] seen = ink.apply(TestFiles.read(file));

        assertThat(meanDifference(seen, ink.apply(TestFiles.read("00-good-glyph.png"))))
                .isLessThan(1);
    }

    @Test
    void seesWhiteInkOnTransparentGroundOnBlackWhereTheCardSaysBlack() throws Exception {
        byte[] file = TestFiles.read("p05-white-ink-on-transparent.png");

        GrayImage onBlack = new ImageDecoder(
                        ImageLimits.defaults(), new FileReading(OrientationRule.EXIF, Transparency.BLACK, true))
                .decode(file);

        byte[] good = decoder.decode(TestFiles.read("00-good-glyph.png")).luma();
        for (int i = 0; i < good.length; i++) {
            good[i] = (byte) ~good[i];
        }
        assertThat(meanDifference(onBlack.luma(), good)).isLessThan(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"b1-progressive-grey-64-scans.jpg", "b4-progressive-colour-64.jpg"})
    void refusesToPassOverPixelsForEver(String file) {
        assertThat(refusal(file))
                .startsWith("IMAGE_TOO_LARGE: decoding passes over")
                .endsWith("at most 268435456");
        assertThat(decoder.estimateWork(TestFiles.read(file))).isZero();
    }

    @Test
    void namesAFormatThatItDoesNotRead() {
        assertThat(refusal("f05-heic.jpg")).isEqualTo("UNSUPPORTED_FORMAT: HEIC: convert to JPEG");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0000001c6674797061766966000000006d696631, AVIF",
        "0000002066747970 6d69663100000000 6d696631 61766966 6d696166, AVIF",
        "0000001866747970 6d73663100000000 68657663, HEIC",
        "0000000c6a5020200d0a870a, JPEG 2000",
        "ff4fff51002f, JPEG 2000",
        "0000000c4a584c200d0a870a, JPEG XL",
        "ff0afa1f01, JPEG XL",
        "255044462d312e37, PDF"
    })
    void namesFormatsThatItDoesNotRead(String hex, String name) {
        byte[] file = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file)))
                .hasMessage("UNSUPPORTED_FORMAT: " + name + ": convert to JPEG");
    }
}
