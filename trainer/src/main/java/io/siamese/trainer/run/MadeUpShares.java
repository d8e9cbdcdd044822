package io.siamese.trainer.run;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.MadeUpGroups;
import io.siamese.trainer.data.compound.CompoundAlphabets;
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
 * @param compounds share of the groups that are put together from two characters of the data each
 * @param recordings what recombined groups are made of
 */
public record MadeUpShares(double invented, double recombined, double compounds, PenRecordings recordings) {

    public MadeUpShares {
        if (!(invented >= 0 && recombined >= 0 && compounds >= 0 && invented + recombined + compounds <= 1)) {
            throw new IllegalArgumentException("--made-up=" + invented + ", --recombined=" + recombined
                    + ", --compounds=" + compounds + ": shares from 0 to 1 that add up to 1 at most");
        }
        if (recombined > 0 == recordings.isEmpty()) {
            throw new IllegalArgumentException("--recombined=" + recombined + ": a share above 0 needs --strokes,"
                    + " and --strokes needs a share above 0");
        }
    }

    /** All groups are of the data. */
    public static MadeUpShares allFromData() {
        return new MadeUpShares(0, 0, 0, PenRecordings.noRecordings());
    }

    /** The same without the recordings of these groups; where none are left, without recombined alphabets. */
    MadeUpShares withoutGroups(Set<String> groups) {
        PenRecordings left = recordings.filterGroups(group -> !groups.contains(group));
        return new MadeUpShares(invented, left.isEmpty() ? 0 : recombined, compounds, left);
    }

    boolean isNone() {
        return invented == 0 && recombined == 0 && compounds == 0;
    }

    /** @param classes that are trained on, of which compounds are made */
    MadeUpGroups toGroups(Preprocessing preprocessing, List<ImageClass> classes) {
        List<MadeUpGroups.Share> makers = new ArrayList<>();
        if (invented > 0) {
            makers.add(share(invented, MadeUpAlphabets.invented(), preprocessing));
        }
        if (recombined > 0) {
            makers.add(share(recombined, MadeUpAlphabets.recombined(recordings), preprocessing));
        }
        if (compounds > 0) {
            makers.add(new MadeUpGroups.Share(compounds, new CompoundAlphabets(classes)));
        }
        return new MadeUpGroups(makers);
    }

    private static MadeUpGroups.Share share(double share, MadeUpAlphabets alphabets, Preprocessing preprocessing) {
        return new MadeUpGroups.Share(share, alphabets.toGroups((InkMoments) preprocessing));
    }

    /** Alphabets that need no data, one for each share of such. */
    public List<MadeUpAlphabets> alphabets() {
        List<MadeUpAlphabets> alphabets = new ArrayList<>();
        if (invented > 0) {
            alphabets.add(MadeUpAlphabets.invented());
        }
        if (recombined > 0) {
            alphabets.add(MadeUpAlphabets.recombined(recordings));
        }
        return alphabets;
    }

    /** Part of the name of a run. Recordings are a digest there, and what is 0 since it was added is left out. */
    @Override
    public String toString() {
        return "madeUp=" + invented + (recombined > 0 ? ", recombined=" + recombined + ", strokes=" + recordings : "")
                + (compounds > 0 ? ", compounds=" + compounds : "");
    }
}
