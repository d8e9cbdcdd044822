package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moment normalisation of ink. Steps, all in integers but for the window:
 *
 * <ol>
 *   <li>a side longer than {@code maxSide}: boxes of k × k pixels are averaged, k = ⌈longest side / maxSide⌉;
 *   <li>ink = 255 · clamp((c − floor) / (1 − floor)), c = (ground − luma) / (ground − darkest), ground the lightest pixel
 *       (for {@link Polarity#LIGHT_ON_DARK} of the negative); the image is blank if ground − darkest is below {@code minContrast};
 *   <li>blur by [1 2 1]ᵀ[1 2 1] / 16, {@code blur} times, background outside the image;
 *   <li>centroid c and RMS radius r = √(Σ m ‖p − c‖² / Σ m) of the ink mass m;
 *   <li>a square window of side max(minWindow · shorter side, window · r) centred on c, background outside the image,
 *       sampled bilinearly at size × size cell centres, rounded half up. Ink is 255, background 0.
 * </ol>
 *
 * <p>A bilevel image of 105 px goes through as {@code max(40, 3.8 r)} px of the prototype's recipe.
 *
 * @param version of these steps; another version is another preprocessing
 * @param size side of the result, pixels
 * @param polarity what is ink
 * @param maxSide longest side worked on, pixels
 * @param minContrast least difference of luma between ground and ink, 1 to 255
 * @param floorPermille share of the contrast that still counts as ground, thousandths
 * @param blur passes of the blur, 0 to 4
 * @param windowPermille side of the window in RMS radii, thousandths
 * @param minWindowPermille least side of the window, thousandths of the image's shorter side
 * @param orientation whether a file's orientation tag counts; absent: as stored
 * @param transparency what transparent pixels lie on; absent: white
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InkMoments(
        int version,
        int size,
        Polarity polarity,
        int maxSide,
        int minContrast,
        int floorPermille,
        int blur,
        int windowPermille,
        int minWindowPermille,
        @Nullable OrientationRule orientation,
        @Nullable Transparency transparency)
        implements Preprocessing {

    private static final int VERSION = 1;

    /** What is ink, and what is the ground it lies on. */
    public enum Polarity {
        DARK_ON_LIGHT,
        LIGHT_ON_DARK;

        @JsonValue
        String jsonName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public InkMoments {
        require("version", version, VERSION, VERSION);
        require("size", size, 8, 512);
        require("maxSide", maxSide, 16, 4096);
        require("minContrast", minContrast, 1, 255);
        require("floorPermille", floorPermille, 0, 900);
        require("blur", blur, 0, 4);
        require("windowPermille", windowPermille, 1000, 20_000);
        require("minWindowPermille", minWindowPermille, 0, 1000);
        // What a card says by saying nothing is not said, so that equal preprocessing is equal JSON.
        orientation = orientation == OrientationRule.AS_STORED ? null : orientation;
        transparency = transparency == Transparency.WHITE ? null : transparency;
    }

    /** Ink of a card that says nothing about orientation and transparency: as stored, on white. */
    public InkMoments(
            int version,
            int size,
            Polarity polarity,
            int maxSide,
            int minContrast,
            int floorPermille,
            int blur,
            int windowPermille,
            int minWindowPermille) {
        this(
                version,
                size,
                polarity,
                maxSide,
                minContrast,
                floorPermille,
                blur,
                windowPermille,
                minWindowPermille,
                null,
                null);
    }

    private static void require(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "preprocessing." + key + "=" + value + " is not within " + least + " to " + most);
        }
    }

    static InkMoments ofSize(int size) {
        return new InkMoments(VERSION, size, Polarity.DARK_ON_LIGHT, 210, 32, 250, 1, 3800, 381)
                .withReading(OrientationRule.EXIF, Transparency.INK_DECIDES);
    }

    @Override
    public InkMoments withReading(OrientationRule newOrientation, Transparency newTransparency) {
        return new InkMoments(
                version,
                size,
                polarity,
                maxSide,
                minContrast,
                floorPermille,
                blur,
                windowPermille,
                minWindowPermille,
                newOrientation,
                newTransparency);
    }

    @Override
    public InkMoments withAlignment(@Nullable Alignment alignment) {
        if (alignment != null) {
            throw new IllegalArgumentException(
                    "preprocessing.alignment is for photographs: ink is moved and scaled by its own moments");
        }
        return this;
    }

    @Override
    public FileReading reading() {
        return new FileReading(
                orientation == null ? OrientationRule.AS_STORED : orientation,
                transparency == null ? Transparency.WHITE : transparency,
                polarity == Polarity.DARK_ON_LIGHT);
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int height() {
        return size;
    }

    @Override
    public int width() {
        return size;
    }

    @Override
    public String canonicalJson() {
        return "{\"blur\":" + blur + ",\"floorPermille\":" + floorPermille + ",\"maxSide\":" + maxSide
                + ",\"method\":\"ink-moments\",\"minContrast\":" + minContrast + ",\"minWindowPermille\":"
                + minWindowPermille
                + CanonicalJson.optionalField("orientation", orientation == null ? null : orientation.jsonName())
                + ",\"polarity\":\"" + polarity.jsonName() + "\",\"size\":" + size
                + CanonicalJson.optionalField("transparency", transparency == null ? null : transparency.jsonName())
                + ",\"version\":" + version + ",\"windowPermille\":" + windowPermille + "}";
    }
}
