package io.siamese.trainer.data;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decides which groups of a batch are made up, and by which maker.
 *
 * @param makers with the shares of the groups that are theirs; the rest comes from the data
 */
public record MadeUpGroups(List<Share> makers) {

    /** One maker and its share of the groups, in (0, 1]. */
    public record Share(double share, GroupMaker maker) {}

    public MadeUpGroups {
        makers = List.copyOf(makers);
    }

    /** All groups come from the data. */
    public static MadeUpGroups allFromData() {
        return new MadeUpGroups(List.of());
    }

    /** Chooses for one group. Without makers it draws nothing, so that episodes stay what they were without them. */
    Optional<GroupMaker> chooseMaker(SplittableRandom random) {
        if (makers.isEmpty()) {
            return Optional.empty();
        }
        double left = random.nextDouble();
        for (Share each : makers) {
            left -= each.share();
            if (left < 0) {
                return Optional.of(each.maker());
            }
        }
        return Optional.empty();
    }
}
