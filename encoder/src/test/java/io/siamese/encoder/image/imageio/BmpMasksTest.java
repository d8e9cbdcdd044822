package io.siamese.encoder.image.imageio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A BMP says by masks which bits of a pixel are of which colour, and may say that of too many bits or of none. */
class BmpMasksTest {
    private static final int SIDE = 8;
    private static final int HEADER_BYTES = 66;
    private static final int BIT_FIELDS = 3;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private static byte[] bmp(int bits, int pixel, int red, int green, int blue) {
        int bytes = SIDE * SIDE * bits / 8;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put("BM".getBytes(US_ASCII)).putInt(file.capacity()).putInt(0).putInt(HEADER_BYTES);
        file.putInt(40).putInt(SIDE).putInt(SIDE).putShort((short) 1).putShort((short) bits);
        file.putInt(BIT_FIELDS).putInt(bytes).putLong(0).putLong(0);
        file.putInt(red).putInt(green).putInt(blue);
        while (file.hasRemaining()) {
            if (bits == 16) {
                file.putShort((short) pixel);
            } else {
                file.putInt(pixel);
            }
        }
        return file.array();
    }

    @Test
    void readsAColourWithoutBitsAsBlack() throws Exception {
        List<GrayImage> planes = decoder.decodePlanes(bmp(16, 0xF81F, 0xF800, 0x07E0, 0), 3);

        assertThat(planes.get(0).luma()).containsOnly(255);
        assertThat(planes.get(1).luma()).containsOnly(0);
        assertThat(planes.get(2).luma()).containsOnly(0);
    }

    @Test
    void refusesAColourOfMoreBitsThanSixteen() {
        byte[] file = bmp(32, 0x12345678, 0xFF, 0xFFFFFF00, 0);

        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file))
                        .reason())
                .isEqualTo("UNSUPPORTED_FORMAT");
    }
}
