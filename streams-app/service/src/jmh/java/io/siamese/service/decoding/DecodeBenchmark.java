package io.siamese.service.decoding;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A character of 105 px: decoded, decoded and normalised, and decoded by ImageIO. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark {
    private static final int DIFFERENT = 64;

    @Param({"bilevel png", "grey png", "jpg"})
    public String kind;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final Preprocessor ink = Preprocessors.create(Preprocessing.ink(40), ImageLimits.defaults());
    private final byte[][] files = new byte[DIFFERENT][];
    private int next;

    @Setup
    public void write() throws IOException {
        StrokeCharacters drawn = new StrokeCharacters(11);
        for (int i = 0; i < DIFFERENT; i++) {
            files[i] = encodeFile(drawn.image(i, 1));
        }
    }

    private byte[] encodeFile(GrayImage image) throws IOException {
        int type = kind.startsWith("bilevel") ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_GRAY;
        BufferedImage picture = new BufferedImage(image.width(), image.height(), type);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, 0xFF000000 | 0x10101 * image.at(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, kind.endsWith("png") ? "png" : "jpg", out);
        return out.toByteArray();
    }

    private byte[] nextFile() {
        return files[next++ % DIFFERENT];
    }

    @Benchmark
    public byte[] decodeAndNormalise() throws UnreadableImageException {
        return ink.apply(nextFile());
    }

    @Benchmark
    public GrayImage decode() throws UnreadableImageException {
        return decoder.decode(nextFile());
    }

    @Benchmark
    public BufferedImage imageIo() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(nextFile()));
    }
}
