package io.siamese.trainer;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.madeup.PenRecordings;
import io.siamese.trainer.run.MadeUpShares;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what a batch is made of: how many classes from where, real ones and made-up ones. */
final class BatchOptions {

    private static final double RECOMBINED = 0.2;

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
            description =
                    "Where the classes of a batch come from: ${COMPLETION-CANDIDATES} (default: WITHIN_GROUPS for ink,"
                            + " ACROSS_GROUPS for photo).")
    private EpisodeSampler.@Nullable Sampling sampling;

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
            names = "--compounds",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "compact, ink: share of a batch's groups whose characters are put together from two characters"
                            + " of the data (default: ${DEFAULT-VALUE}).")
    private double compounds;

    /**
     * @param photographs whether images are photographs, whose groups say little
     * @param turnedClasses whether a class that is turned or mirrored is a class of its own
     * @param recolouredClasses whether a class whose channels are exchanged is a class of its own
     * @param augmentation what is done to each view
     */
    EpisodeSampler.Settings settings(
            boolean photographs, boolean turnedClasses, boolean recolouredClasses, Augmentation augmentation) {
        EpisodeSampler.Sampling byDefault =
                photographs ? EpisodeSampler.Sampling.ACROSS_GROUPS : EpisodeSampler.Sampling.WITHIN_GROUPS;
        return new EpisodeSampler.Settings(
                sampling == null ? byDefault : sampling,
                groups,
                classes,
                perClass,
                turnedClasses,
                recolouredClasses,
                augmentation);
    }

    /** @throws IOException if recorded strokes cannot be read */
    MadeUpShares madeUpShares() throws IOException {
        double share = recombined != null ? recombined : strokes.isEmpty() ? 0 : RECOMBINED;
        return new MadeUpShares(
                madeUp,
                share,
                compounds,
                strokes.isEmpty() ? PenRecordings.noRecordings() : PenRecordings.readPaths(strokes));
    }
}
