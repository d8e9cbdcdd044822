package io.siamese.service.batching;

import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.service.fetching.ImageStoreException;
import io.siamese.service.fetching.ImageSupply;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.flow.Result;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decodes images one by one and embeds them in one batch. Thread-safe; the encoder belongs to the caller. */
public final class ImageEncoder {
    /**
     * Looks at a decoded image before it is embedded.
     *
     * @param <T> what the image belongs to
     */
    public interface Gate<T> {
        /** The documented reason why the image is not embedded; empty: it is. */
        Optional<String> rejection(T subject, DecodedImage image);
    }

    private record Pixels<T>(T subject, ImageMeasures measures, byte[] values) {}

    private final Encoder encoder;
    private final InkMeasure measure;
    private final ImageSupply elsewhere;
    private final int maxRecordImage;
    private final ImageOpening opening;

    /** Of images that are in their records, and that nobody encrypted. */
    public ImageEncoder(Encoder encoder) {
        this(
                encoder,
                reference -> new Result.Rejection<>(Reasons.CLAIM_CHECK_UNSUPPORTED),
                Integer.MAX_VALUE,
                ImageOpening.withoutKeys());
    }

    /**
     * @param elsewhere gives the images that lie outside of their records
     * @param maxRecordImage longest image in a record, bytes, once it is decrypted
     * @param opening decrypts images
     */
    public ImageEncoder(Encoder encoder, ImageSupply elsewhere, int maxRecordImage, ImageOpening opening) {
        this.encoder = encoder;
        measure = InkMeasure.of(encoder.card().preprocessing());
        this.elsewhere = elsewhere;
        this.maxRecordImage = maxRecordImage;
        this.opening = opening;
    }

    /** Embeds every image that can be decoded. */
    public <R, T> Chunk<R, EmbeddedImage<T>> embed(Chunk<R, T> chunk, Function<T, ImageInput> picture) {
        return embed(chunk, picture, (subject, decoded) -> Optional.empty());
    }

    /**
     * Embeds every image that can be decoded and passes a gate. An image is decoded once, and its pixels are dropped before the
     * next one is decoded. An image that gives nothing to compare is rejected alone.
     *
     * @param picture finds the image and the part of it that is meant
     * @throws EncoderException if the encoder fails: no image is to blame
     * @throws ImageStoreException if an image that lies elsewhere cannot be fetched now: likewise
     * @throws KeyOutageException if the key of an encrypted image cannot be had now: likewise
     */
    public <R, T> Chunk<R, EmbeddedImage<T>> embed(Chunk<R, T> chunk, Function<T, ImageInput> picture, Gate<T> gate) {
        return chunk.mapEach(subject -> preparePixels(subject, picture.apply(subject), gate))
                .mapTogether(this::encodePixels);
    }

    private <T> Result<Pixels<T>> preparePixels(T subject, ImageInput picture, Gate<T> gate) {
        return loadImage(picture).flatMap(image -> preparePixels(subject, image, picture.region(), gate));
    }

    /** The one place where an image's bytes come from, in its record or elsewhere. */
    private Result<byte[]> loadImage(ImageInput picture) {
        return picture.reference() == null
                ? opening.openImage(toByteArray(picture.image()), picture.place())
                        .flatMap(this::bounded)
                : elsewhere
                        .fetchImage(picture.reference())
                        .flatMap(stored -> opening.openImage(stored, picture.place()));
    }

    private Result<byte[]> bounded(byte[] image) {
        return image.length > maxRecordImage
                ? new Result.Rejection<>(Reasons.IMAGE_TOO_LARGE)
                : new Result.Success<>(image);
    }

    private <T> Result<Pixels<T>> preparePixels(T subject, byte[] image, PictureRegion region, Gate<T> gate) {
        try {
            DecodedImage decoded = encoder.preprocessor().decode(image, region);
            byte[] pixels = encoder.preprocessor().apply(decoded);
            return gate.rejection(subject, decoded)
                    .<Result<Pixels<T>>>map(Result.Rejection::new)
                    .orElseGet(() -> new Result.Success<>(new Pixels<>(subject, measure.measure(decoded), pixels)));
        } catch (UnreadableImageException e) {
            return new Result.Rejection<>(e.reason());
        }
    }

    private <T> List<Result<EmbeddedImage<T>>> encodePixels(List<Pixels<T>> images) {
        float[][] rows = encoder.encode(images.stream().map(Pixels::values).toList());
        List<Result<EmbeddedImage<T>>> embedded = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            embedded.add(
                    Encoder.isComparable(rows[i])
                            ? new Result.Success<>(new EmbeddedImage<>(
                                    images.get(i).subject(), images.get(i).measures(), rows[i]))
                            : new Result.Rejection<>(Reasons.NOT_COMPARABLE));
        }
        return embedded;
    }

    /** The buffer's own array where it holds the image and nothing else, as it does after decoding; nobody writes to it. */
    private static byte[] toByteArray(ByteBuffer image) {
        if (image.hasArray() && image.arrayOffset() == 0 && image.remaining() == image.array().length) {
            return image.array();
        }
        byte[] bytes = new byte[image.remaining()];
        image.duplicate().get(bytes);
        return bytes;
    }
}
