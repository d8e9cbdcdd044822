package io.siamese.service.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.encoder.vector.Similarity;
import java.util.ArrayList;
import java.util.List;

/** An encoder whose "images" are the embeddings in text, so that a test chooses each similarity to the digit. */
public final class VectorEncoder implements Encoder {
    public static final String ID = "00000000000000ee";
    public static final float NOISE = 0.001f;

    /** An image whose embedding has the length 0. */
    public static final byte[] NO_LENGTH = "0 0".getBytes(UTF_8);

    public int failuresLeft;
    /** The images that were decoded, in order. */
    public final List<String> decoded = new ArrayList<>();
    /** The images that were embedded, in order. */
    public final List<String> embedded = new ArrayList<>();

    private final Similarity similarity;

    public VectorEncoder(Similarity similarity) {
        this.similarity = similarity;
    }

    /** The image whose cosine with {@code imageOfSimilarity(1)} is the given similarity. */
    public static byte[] imageOfSimilarity(float similarity) {
        return (similarity + " " + Math.sqrt(1 - (double) similarity * similarity)).getBytes(UTF_8);
    }

    @Override
    public String encoderId() {
        return ID;
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public ModelCard card() {
        return ModelCard.describing("vector", Preprocessing.ink(8), 2);
    }

    @Override
    public Preprocessor preprocessor() {
        return new Preprocessor() {
            @Override
            public int channels() {
                return 1;
            }

            @Override
            public int height() {
                return 1;
            }

            @Override
            public int width() {
                return 2;
            }

            @Override
            public Preprocessing preprocessing() {
                return Preprocessing.ink(8);
            }

            @Override
            public long estimateWork(byte[] image) {
                return image.length;
            }

            @Override
            public DecodedImage decode(byte[] image) throws UnreadableImageException {
                if (image.length == 0) {
                    throw new UnreadableImageException(UnreadableImageException.EMPTY_IMAGE, "no bytes");
                }
                if (!Character.isDigit(image[0]) && image[0] != '-') {
                    throw new UnreadableImageException(UnreadableImageException.CORRUPT_IMAGE, "not two numbers");
                }
                decoded.add(new String(image, UTF_8));
                return new DecodedImage(List.of(GrayImage.of(image.length, 1, image)));
            }

            @Override
            public DecodedImage decode(byte[] image, PictureRegion region) throws UnreadableImageException {
                return decode(image);
            }

            @Override
            public byte[] apply(DecodedImage image) {
                return image.planes().get(0).luma();
            }

            @Override
            public byte[] apply(GrayImage image) {
                throw new UnsupportedOperationException("images are text here");
            }
        };
    }

    @Override
    public Similarity similarity() {
        return similarity;
    }

    @Override
    public float noise() {
        return NOISE;
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        if (failuresLeft > 0) {
            failuresLeft--;
            throw new EncoderException("device lost", new IllegalStateException("on purpose"));
        }
        preprocessed.forEach(image -> embedded.add(new String(image, UTF_8)));
        return preprocessed.stream().map(VectorEncoder::numbers).toArray(float[][]::new);
    }

    private static float[] numbers(byte[] image) {
        String[] numbers = new String(image, UTF_8).split(" ");
        float[] embedding = {Float.parseFloat(numbers[0]), Float.parseFloat(numbers[1])};
        return embedding[0] == 0 && embedding[1] == 0 ? new float[0] : embedding;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
