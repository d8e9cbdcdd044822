package io.siamese.trainer;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.AugmentationList;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Pooling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what images are, and how each view of an image is changed. */
final class ViewOptions {

    private static final int RGB = 3;
    private static final int SMALLEST = 16;
    private static final int LARGEST = 256;
    private static final int PHOTO_SIDE = 80;

    private enum Images {
        INK,
        PHOTO
    }

    private enum YesNo {
        YES,
        NO
    }

    @Option(
            names = "--preprocessing",
            paramLabel = "KIND",
            defaultValue = "INK",
            description = {
                "compact: what images are: INK, dark strokes on a light ground, moved and scaled to fill a square; PHOTO, any"
                        + " image, its centre resized (default: ${DEFAULT-VALUE})."
            })
    private Images images = Images.INK;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1",
            description = "compact: 1 for luma, 3 for red, green and blue of photographs (default: ${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--augment",
            paramLabel = "LIST",
            defaultValue = "standard",
            description = {
                "compact: what is done to each view, name=amount with commas between: rotation (degrees), scale, shear, shift,"
                        + " elastic (shares of the window), crop (largest share of the side that is left out), mirror (probability); of"
                        + " photographs brightness, contrast, colour (shares); what is not named is left out. Or none, or standard (default), which is"
                        + " rotation=15,scale=0.2,shear=0.3,shift=0.05,elastic=0.03 for ink and rotation=10,scale=0.15,"
                        + "shear=0.1,shift=0.08,mirror=0.5,brightness=0.15,contrast=0.25,crop=0.5 for photographs."
            })
    private String augment = "standard";

    @Option(
            names = "--turned-classes",
            paramLabel = "YES|NO",
            arity = "1",
            description = {
                "compact: whether a class that is turned by quarters or mirrored counts as a class of its own: right for"
                        + " characters, wrong for what is photographed either way round (default: yes for ink, no for photo)."
            })
    private @Nullable YesNo turned;

    @Option(
            names = "--recoloured-classes",
            paramLabel = "YES|NO",
            arity = "1",
            description = {
                "compact, 3 channels: whether a class whose channels are exchanged counts as a class of its own: six times the"
                        + " classes, where colour tells them apart (default: no)."
            })
    private @Nullable YesNo recoloured;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "compact: side of the network's input in pixels (default: 56 for ink, 80 for photo).")
    private @Nullable Integer size;

    @Option(
            names = "--pooling",
            paramLabel = "HOW",
            description = {
                "compact: which numbers of the feature maps make the embedding: FLAT, all of the last map, so that places count;"
                        + " AVERAGE, its channels' means; STATISTICS, mean and deviation of each channel of all maps, from colours"
                        + " to shapes (default: FLAT for ink, STATISTICS for photo)."
            })
    private @Nullable Pooling pooling;

    boolean arePhotographs() {
        return images == Images.PHOTO;
    }

    /** 1 or 3. */
    int channels() {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("--channels=" + channels + ": allowed are 1 and 3");
        }
        return channels;
    }

    /** Whether a class that is turned or mirrored is a class of its own. */
    boolean turnedClasses() {
        return turned == null ? images == Images.INK : turned == YesNo.YES;
    }

    /** Whether a class whose channels are exchanged is a class of its own. */
    boolean recolouredClasses() {
        if (recoloured == YesNo.YES && channels != RGB) {
            throw new IllegalArgumentException("--recoloured-classes=yes: needs --channels=3");
        }
        return recoloured == YesNo.YES;
    }

    /** Which numbers of the feature maps make the embedding. */
    Pooling pooling() {
        if (pooling != null) {
            return pooling;
        }
        return arePhotographs() ? Pooling.STATISTICS : Pooling.FLAT;
    }

    /** Pixels a side. */
    int size() {
        if (size == null) {
            return arePhotographs() ? PHOTO_SIDE : Architecture.compact().size();
        }
        if (size < SMALLEST || size > LARGEST) {
            throw new IllegalArgumentException("--size=" + size + ": from " + SMALLEST + " to " + LARGEST);
        }
        return size;
    }

    /** @throws IllegalArgumentException naming the option and what is wrong */
    Augmentation augmentation() {
        try {
            Augmentation byDefault = arePhotographs() ? Augmentation.forPhotos() : Augmentation.forInk();
            Augmentation parsed = AugmentationList.parse(augment, byDefault);
            if (!arePhotographs() && parsed.changesTone()) {
                throw new IllegalArgumentException(
                        "brightness, contrast and colour of ink are normalised: leave them out");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--augment: " + e.getMessage(), e);
        }
    }
}
