package io.siamese.trainer;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.AugmentationList;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.madeup.PenRecordings;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Twinning;
import io.siamese.trainer.run.KochSettings;
import io.siamese.trainer.run.MadeUpShares;
import io.siamese.trainer.run.Recipe;
import io.siamese.trainer.run.TrainSettings;
import io.siamese.trainer.run.UntiedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that decide what a run computes. */
final class SettingsOptions {

    private static final double RECOMBINED = 0.2;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "compact",
            description = {
                "Architecture and recipe: compact (default); koch2015, the network of Koch et al. 2015 as printed, which"
                        + " takes days; koch2015-35, the same at 35 pixels, which takes minutes."
            })
    private String preset = "compact";

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Updates of the whole run; the learning rate falls to 0 at the last. 1500 take 2 to 4 minutes of"
                            + " one core, the default ${DEFAULT-VALUE} half an hour to an hour.")
    private int steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides initial parameters, episodes and drawn characters (default: ${DEFAULT-VALUE}).")
    private int seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "compact: Adam's learning rate after the warm-up (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "SOFTMAX",
            description = {
                "compact: what is minimised: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). The koch2015 presets have"
                        + " the cross-entropy of pairs."
            })
    private Objective.Loss loss = Objective.Loss.SOFTMAX;

    @Option(
            names = "--scale",
            paramLabel = "S",
            defaultValue = "14",
            description = "softmax, prototypes: multiplies cosines or squared distances (default: ${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = {
                "softmax: taken off the cosine of partners (default: 0.3); contrastive: distance that non-mated pairs are"
                        + " pushed to (1); triplet: least difference of squared distances (0.2)."
            })
    private @Nullable Double margin;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "2",
            description = "Groups in a batch (default: ${DEFAULT-VALUE}).")
    private int groups;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "20",
            description = "Classes of each group in a batch (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--per-class",
            paramLabel = "M",
            defaultValue = "2",
            description = "Images of each class in a batch, an even number: half of them for each twin"
                    + " (default: ${DEFAULT-VALUE}).")
    private int perClass;

    @Option(
            names = "--sampling",
            paramLabel = "HOW",
            defaultValue = "WITHIN_GROUPS",
            description =
                    "Where the classes of a batch come from: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private EpisodeSampler.Sampling sampling = EpisodeSampler.Sampling.WITHIN_GROUPS;

    @Option(
            names = "--made-up",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "compact, ink: share of a batch's groups that are alphabets made up on the fly, from invented"
                    + " strokes (default: ${DEFAULT-VALUE}).")
    private double madeUp;

    @Option(
            names = "--strokes",
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "compact, ink: folders or zip files of Omniglot's stroke recordings, of groups that are trained"
                            + " on; --recombined says how many alphabets are made of them.")
    private List<Path> strokes = new ArrayList<>();

    @Option(
            names = "--recombined",
            paramLabel = "SHARE",
            description = "compact, ink: share of a batch's groups that are put together from recorded strokes"
                    + " (default: 0.2 with --strokes, 0 without).")
    private @Nullable Double recombined;

    @Option(
            names = "--widths",
            split = ",",
            paramLabel = "N",
            description = "compact: channels after the stem and after each of the three blocks (default: 16,16,48,96).")
    private List<Integer> widths = new ArrayList<>();

    private enum Images {
        INK,
        PHOTO
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
                        + " elastic (shares of the window), mirror (probability); of photographs brightness, contrast"
                        + " (shares); what is not named is left out. Or none, or standard (default), which is"
                        + " rotation=15,scale=0.2,shear=0.3,shift=0.05,elastic=0.03 for ink and rotation=10,scale=0.15,"
                        + "shear=0.1,shift=0.08,mirror=0.5,brightness=0.15,contrast=0.25 for photographs."
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

    private enum YesNo {
        YES,
        NO
    }

    private enum Start {
        EQUAL,
        DIFFERENT
    }

    @Option(
            names = "--untied",
            paramLabel = "START",
            description =
                    "compact: an experiment that trains two blocks instead of one, which start ${COMPLETION-CANDIDATES}, and"
                            + " writes no model: what tied weights are good for.")
    private @Nullable Start untied;

    @Option(
            names = "--fit-select",
            description =
                    "Train on the select split too, as the bundled model does: nothing is left to choose by, so fix"
                            + " --steps before.")
    private boolean fitSelect;

    @Mixin
    private KochOptions koch = new KochOptions();

    int seed() {
        return seed;
    }

    /** @throws IllegalArgumentException naming the first option that is out of range */
    Recipe recipe() throws IOException {
        if (KochShape.isPreset(preset)) {
            return koch.settings(KochShape.preset(preset), steps, seed);
        }
        if (untied == null) {
            return settings();
        }
        return new UntiedSettings(
                settings(), untied == Start.EQUAL ? Twinning.UNTIED_EQUAL : Twinning.UNTIED_DIFFERENT);
    }

    /** Options that are for other recipes than this one. */
    List<String> notReadBy(Recipe recipe) {
        return recipe instanceof KochSettings
                ? List.of(
                        "--rate",
                        "--loss",
                        "--preprocessing",
                        "--channels",
                        "--augment",
                        "--turned-classes",
                        "--scale",
                        "--margin",
                        "--groups",
                        "--classes",
                        "--per-class",
                        "--sampling",
                        "--made-up",
                        "--strokes",
                        "--recombined",
                        "--widths",
                        "--untied",
                        "--fit-select",
                        "--every")
                : KochOptions.NAMES;
    }

    /** @throws IOException if recorded strokes cannot be read */
    MadeUpShares madeUp() throws IOException {
        double share = recombined != null ? recombined : strokes.isEmpty() ? 0 : RECOMBINED;
        return new MadeUpShares(madeUp, share, strokes.isEmpty() ? PenRecordings.none() : PenRecordings.read(strokes));
    }

    private TrainSettings settings() throws IOException {
        return new TrainSettings(
                architecture(),
                new Objective(loss, scale, margin == null ? loss.defaultMargin() : margin),
                new EpisodeSampler.Settings(sampling, groups, classes, perClass, turned(), augmentation()),
                madeUp(),
                images == Images.PHOTO,
                steps,
                seed,
                rate,
                fitSelect);
    }

    private Architecture architecture() {
        Architecture named = Architecture.preset(preset).withChannels(planes());
        return widths.isEmpty() ? named : named.withWidths(widths);
    }

    private int planes() {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("--channels=" + channels + ": allowed are 1 and 3");
        }
        return channels;
    }

    private boolean turned() {
        return turned == null ? images == Images.INK : turned == YesNo.YES;
    }

    private Augmentation augmentation() {
        try {
            boolean photo = images == Images.PHOTO;
            Augmentation parsed = AugmentationList.parse(augment, photo ? Augmentation.photo() : Augmentation.ink());
            if (!photo && parsed.changesTone()) {
                throw new IllegalArgumentException("brightness and contrast of ink are normalised: leave them out");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--augment: " + e.getMessage(), e);
        }
    }
}
