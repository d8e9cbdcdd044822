package io.siamese.encoder.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegImageTest {
    private static final int SIDE = 48;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private static byte[] write(IIOImage image, boolean progressive) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(1);
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, image, param);
        }
        writer.dispose();
        return out.toByteArray();
    }

    private static byte[] grey() throws Exception {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.getRaster().setSample(x, y, 0, 2 * x + 3 * y);
            }
        }
        return write(new IIOImage(image, null, null), false);
    }

    private static byte[] red(boolean progressive) throws Exception {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, 0xC80A28);
            }
        }
        return write(new IIOImage(image, null, null), progressive);
    }

    private String reason(byte[] bytes) {
        return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(bytes))
                .reason();
    }

    @Test
    void takesGreyAsItIs() throws Exception {
        // When
        GrayImage image = decoder.decode(grey());

        // Then
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertThat(image.at(x, y)).isBetween(2 * x + 3 * y - 2, 2 * x + 3 * y + 2);
            }
        }
    }

    @ParameterizedTest(name = "progressive {0}")
    @ValueSource(booleans = {false, true})
    void readsColours(boolean progressive) throws Exception {
        // When
        List<GrayImage> planes = decoder.decodePlanes(red(progressive), 3);

        // Then
        assertThat(planes.get(0).at(9, 9)).isBetween(197, 203);
        assertThat(planes.get(1).at(9, 9)).isBetween(7, 13);
        assertThat(planes.get(2).at(9, 9)).isBetween(37, 43);
    }

    @Test
    void refusesAFileCutAnywhereInItsData() throws Exception {
        byte[] whole = grey();
        for (int length = 3; length < whole.length - 2; length++) {
            assertThat(reason(Arrays.copyOf(whole, length)))
                    .as("cut to %d", length)
                    .isEqualTo("CORRUPT_IMAGE");
        }
    }

    @Test
    void readsAFileThatOnlyLacksItsEndMarker() throws Exception {
        byte[] whole = grey();

        assertThat(decoder.decode(Arrays.copyOf(whole, whole.length - 2)).luma())
                .isEqualTo(decoder.decode(whole).luma());
    }

    @Test
    void refusesAProgressiveFileThatLostItsLastScan() throws Exception {
        // Given
        byte[] whole = red(true);
        int lastScan = whole.length;
        do {
            lastScan--;
        } while (whole[lastScan] != -1 || (whole[lastScan + 1] & 0xFF) != 0xDA);

        // When // Then
        assertThat(reason(Arrays.copyOf(whole, lastScan))).isEqualTo("CORRUPT_IMAGE");
        assertThat(decoder.decode(Arrays.copyOf(whole, whole.length - 2)).luma())
                .isEqualTo(decoder.decode(whole).luma());
    }

    @Test
    void refusesDataThatEndEarlyBeforeAProperEnd() throws Exception {
        // Given
        byte[] whole = grey();
        byte[] cut = Arrays.copyOf(whole, whole.length - 200);
        cut[cut.length - 2] = (byte) 0xFF;
        cut[cut.length - 1] = (byte) 0xD9;

        // When // Then
        assertThat(reason(cut)).isEqualTo("CORRUPT_IMAGE");
    }

    @Test
    void refusesAHugeSizeBeforeAPixelIsAllocated() throws Exception {
        // Given
        byte[] jpeg = grey();
        int frame = frame(jpeg);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);

        // When // Then
        assertThat(reason(jpeg)).isEqualTo("IMAGE_TOO_LARGE");
    }

    @Test
    void refusesMorePassesThanAreAllowedBeforeItDecodes() throws Exception {
        // Given: 17 passes over an image of just the allowed size
        byte[] jpeg = grey();
        int scan = find(jpeg, 0xDA);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, scan);
        for (int i = 0; i < 17; i++) {
            many.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        many.write(jpeg, jpeg.length - 2, 2);
        byte[] bytes = many.toByteArray();
        int pixels = 64 * 64;

        // When // Then
        assertThat(catchThrowableOfType(
                        UnreadableImageException.class,
                        () -> new ImageDecoder(new ImageLimits(1 << 20, pixels)).decode(bytes)))
                .hasMessage("IMAGE_TOO_LARGE: decoding passes over 69632 pixels (pixels times scans), at most 65536");
        assertThat(new ImageDecoder(new ImageLimits(1 << 20, pixels + 256))
                        .decode(bytes)
                        .luma())
                .isEqualTo(decoder.decode(jpeg).luma());
    }

    @Test
    void ignoresProfilesAndExif() throws Exception {
        // Given
        byte[] jpeg = grey();
        ByteArrayOutputStream dressed = new ByteArrayOutputStream();
        dressed.write(jpeg, 0, 2);
        for (int marker : new int[] {0xE1, 0xE2, 0xED, 0xFE}) {
            dressed.writeBytes(new byte[] {(byte) 0xFF, (byte) marker, 0x40, 0});
            dressed.writeBytes(new byte[0x4000 - 2]);
        }
        dressed.write(jpeg, 2, jpeg.length - 2);

        // When
        GrayImage image = decoder.decode(dressed.toByteArray());

        // Then
        assertThat(image.luma()).isEqualTo(decoder.decode(jpeg).luma());
    }

    @Test
    void givesAnAnswerToAnyDamage() throws Exception {
        // Given
        byte[] whole = red(true);
        SplittableRandom random = new SplittableRandom(3);
        int refused = 0;

        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 3; i++) {
                damaged[3 + random.nextInt(damaged.length - 3)] = (byte) random.nextInt(256);
            }

            // When
            try {
                decoder.decode(damaged);
            } catch (UnreadableImageException e) {
                refused++;
            }
        }

        // Then
        assertThat(refused).isBetween(30, 300);
    }

    private static int frame(byte[] jpeg) {
        return find(jpeg, 0xC0);
    }

    private static int find(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != marker) {
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return at;
    }
}
