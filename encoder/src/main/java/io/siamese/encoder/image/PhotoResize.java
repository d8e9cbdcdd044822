package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resizes any image by area averaging (integers, half up). Values are as decoded: 0 is black, 255 full intensity.
 *
 * @param version of these steps; another version is another preprocessing
 * @param channels 1 for luma, 3 for red, green and blue planes in this order
 * @param height of the result, pixels
 * @param width of the result, pixels
 * @param fit how another aspect ratio is met
 * @param minContrast least difference between lightest and darkest value of any channel of the result, else the image is blank
 * @param orientation whether a file's orientation tag counts; absent: as stored
 * @param transparency what transparent pixels lie on, white or black; absent: white
 * @param decoding whether JPEGs are made smaller while they are decoded; absent: they are decoded whole
 * @param alignment where landmarks lie in the result, if pictures are aligned by them; absent: pictures are cut and resized
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhotoResize(
        int version,
        int channels,
        int height,
        int width,
        Fit fit,
        int minContrast,
        @Nullable OrientationRule orientation,
        @Nullable Transparency transparency,
        @Nullable Alignment alignment,
        @Nullable Decoding decoding)
        implements Preprocessing {

    private static final int VERSION = 1;

    /** How much of a file is decoded. */
    public enum Decoding {
        /** All pixels, then the mean of each cell. The meaning of cards that do not say. */
        WHOLE,
        /**
         * A JPEG whose whole picture is asked for at a half, a quarter or an eighth of its size: the smallest that is not smaller than
         * the result. Several times as fast for photographs of cameras.
         */
        REDUCED;

        @JsonValue
        String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an image of another aspect ratio fills the result. */
    public enum Fit {
        /** The largest centred rectangle of the result's aspect ratio; what lies outside is lost. */
        CENTRE_CROP,
        /** The whole image, distorted. */
        STRETCH;

        @JsonValue
        String jsonName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public PhotoResize {
        if (version != VERSION) {
            throw new IllegalArgumentException("preprocessing.version=" + version + " is not " + VERSION);
        }
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("preprocessing.channels=" + channels + " is neither 1 nor 3");
        }
        if (Math.min(height, width) < 8 || Math.max(height, width) > 1024) {
            throw new IllegalArgumentException(
                    "preprocessing.height=" + height + ", width=" + width + " are not within 8 to 1024");
        }
        if (minContrast < 0 || minContrast > 255) {
            throw new IllegalArgumentException("preprocessing.minContrast=" + minContrast + " is not within 0 to 255");
        }
        if (transparency == Transparency.INK_DECIDES) {
            throw new IllegalArgumentException(
                    "preprocessing.transparency=ink-decides is for ink, here white or black");
        }
        // What a card says by saying nothing is not said, so that equal preprocessing is equal JSON.
        orientation = orientation == OrientationRule.AS_STORED ? null : orientation;
        transparency = transparency == Transparency.WHITE ? null : transparency;
        decoding = decoding == Decoding.WHOLE ? null : decoding;
    }

    /** A photograph of a card that says nothing about orientation and transparency: as stored, on white. */
    public PhotoResize(int version, int channels, int height, int width, Fit fit, int minContrast) {
        this(version, channels, height, width, fit, minContrast, null, null, null, null);
    }

    static PhotoResize ofShape(int channels, int height, int width, Fit fit) {
        return new PhotoResize(VERSION, channels, height, width, fit, 8)
                .withReading(OrientationRule.EXIF, Transparency.WHITE);
    }

    @Override
    public PhotoResize withReading(OrientationRule newOrientation, Transparency newTransparency) {
        return new PhotoResize(
                version,
                channels,
                height,
                width,
                fit,
                minContrast,
                newOrientation,
                newTransparency,
                alignment,
                decoding);
    }

    @Override
    public PhotoResize withAlignment(@Nullable Alignment newAlignment) {
        return new PhotoResize(
                version, channels, height, width, fit, minContrast, orientation, transparency, newAlignment, decoding);
    }

    /** The same steps on files that are decoded otherwise. */
    public PhotoResize withDecoding(Decoding newDecoding) {
        return new PhotoResize(
                version, channels, height, width, fit, minContrast, orientation, transparency, alignment, newDecoding);
    }

    @Override
    public FileReading reading() {
        return new FileReading(
                orientation == null ? OrientationRule.AS_STORED : orientation,
                transparency == null ? Transparency.WHITE : transparency,
                true);
    }

    @Override
    public String canonicalJson() {
        return "{" + (alignment == null ? "" : "\"alignment\":" + alignment.canonicalJson() + ",") + "\"channels\":"
                + channels + CanonicalJson.optionalField("decoding", decoding == null ? null : decoding.jsonName())
                + ",\"fit\":\""
                + fit.jsonName() + "\",\"height\":" + height
                + ",\"method\":\"photo-resize\",\"minContrast\":" + minContrast
                + CanonicalJson.optionalField("orientation", orientation == null ? null : orientation.jsonName())
                + CanonicalJson.optionalField("transparency", transparency == null ? null : transparency.jsonName())
                + ",\"version\":" + version + ",\"width\":" + width + "}";
    }
}
