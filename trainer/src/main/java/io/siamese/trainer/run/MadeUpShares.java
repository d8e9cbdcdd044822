package io.siamese.trainer.run;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.MadeUpGroups;
import io.siamese.trainer.data.madeup.MadeUpAlphabets;
import io.siamese.trainer.data.madeup.PenRecordings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says how many of a batch's groups are made up.
 *
 * @param invented share of the groups whose strokes are invented
 * @param recombined share of the groups that are put together from recorded strokes
 * @param recordings what recombined groups are made of
 */
public record MadeUpShares(double invented, double recombined, PenRecordings recordings) {

    public MadeUpShares {
        if (!(invented >= 0 && recombined >= 0 && invented + recombined <= 1)) {
            throw new IllegalArgumentException("--made-up=" + invented + ", --recombined=" + recombined
                    + ": shares from 0 to 1 that add up to 1 at most");
        }
        if (recombined > 0 == recordings.isEmpty()) {
            throw new IllegalArgumentException("--recombined=" + recombined + ": a share above 0 needs --strokes,"
                    + " and --strokes needs a share above 0");
        }
    }

    /** All groups are of the data. */
    public static MadeUpShares allFromData() {
        return new MadeUpShares(0, 0, PenRecordings.noRecordings());
    }

    /** The same without the recordings of these groups; where none are left, without recombined alphabets. */
    MadeUpShares withoutGroups(Set<String> groups) {
        PenRecordings left = recordings.filterGroups(group -> !groups.contains(group));
        return new MadeUpShares(invented, left.isEmpty() ? 0 : recombined, left);
    }

    boolean isNone() {
        return invented == 0 && recombined == 0;
    }

    MadeUpGroups toGroups(Preprocessing preprocessing) {
        if (isNone()) {
            return MadeUpGroups.allFromData();
        }
        return new MadeUpGroups(makers(), (InkMoments) preprocessing);
    }

    /** What makes the groups, with their shares. */
    public List<MadeUpGroups.Share> makers() {
        List<MadeUpGroups.Share> makers = new ArrayList<>();
        if (invented > 0) {
            makers.add(new MadeUpGroups.Share(invented, MadeUpAlphabets.invented()));
        }
        if (recombined > 0) {
            makers.add(new MadeUpGroups.Share(recombined, MadeUpAlphabets.recombined(recordings)));
        }
        return makers;
    }

    /** Part of the name of a run. Recordings are a digest there, and left out where there are none. */
    @Override
    public String toString() {
        return "madeUp=" + invented + (recombined > 0 ? ", recombined=" + recombined + ", strokes=" + recordings : "");
    }
}
