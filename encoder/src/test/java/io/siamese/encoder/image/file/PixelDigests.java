package io.siamese.encoder.image.file;

import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.PictureRegion.Landmark;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Says in one line what an encoder is given for a file: digests of its ink, its colours and its aligned picture, or why not. */
final class PixelDigests {
    private static final int SHOWN_BYTES = 8;
    private static final PictureRegion POINTS =
            new PictureRegion(null, List.of(new Landmark(9.25, 11.5), new Landmark(41.75, 30.125)));

    private final Preprocessor ink = preprocessor(Preprocessing.ink(56));
    private final Preprocessor photo = preprocessor(Preprocessing.photo(3, 20, 20, PhotoResize.Fit.CENTRE_CROP));
    private final Preprocessor aligned = preprocessor(Preprocessing.photo(3, 48, 48, PhotoResize.Fit.STRETCH)
            .withAlignment(new Alignment(List.of(12_300, 14_700, 33_100, 30_900))));

    private static Preprocessor preprocessor(Preprocessing preprocessing) {
        return Preprocessors.create(preprocessing, ImageLimits.defaults());
    }

    String describe(byte[] file) {
        return "ink " + describe(() -> ink.apply(file)) + ", colours " + describe(() -> photo.apply(file))
                + ", aligned " + describe(() -> aligned.apply(aligned.decode(file, POINTS)));
    }

    private static String describe(Preparation preparation) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(preparation.prepare());
            return HexFormat.of().formatHex(digest, 0, SHOWN_BYTES);
        } catch (UnreadableImageException e) {
            return e.reason();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Preparation {
        byte[] prepare() throws UnreadableImageException;
    }
}
