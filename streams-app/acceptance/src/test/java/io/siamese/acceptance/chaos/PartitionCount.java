package io.siamese.acceptance.chaos;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts decisions and dead letters of one partition's images, by offset. Not thread-safe. */
final class PartitionCount {
    private final BitSet published = new BitSet();
    private final BitSet broken = new BitSet();
    private final Map<Integer, String> rejected = new HashMap<>();
    private final BitSet decided = new BitSet();
    private final BitSet lettered = new BitSet();
    private byte[] decisions = new byte[1 << 12];
    private byte[] letters = new byte[1 << 12];
    private int lastDecided = -1;

    void published(int offset, boolean isBroken) {
        published.set(offset);
        broken.set(offset, isBroken);
    }

    /** @param rejection the reason, or null where it was not rejected */
    void decision(int offset, @Nullable String rejection) {
        decisions = grown(decisions, offset);
        decisions[offset]++;
        decided.set(offset);
        if (rejection != null) {
            rejected.put(offset, rejection);
        }
        lastDecided = Math.max(lastDecided, offset);
    }

    void letter(int offset) {
        letters = grown(letters, offset);
        letters[offset]++;
        lettered.set(offset);
    }

    private static byte[] grown(byte[] counts, int offset) {
        return offset < counts.length ? counts : Arrays.copyOf(counts, 2 * offset);
    }

    private static int at(byte[] counts, int offset) {
        return offset < counts.length ? counts[offset] : 0;
    }

    int end() {
        return published.length();
    }

    int lastDecided() {
        return lastDecided;
    }

    boolean isDecidedUpTo(int end) {
        return isWithin(published, decided, end) && isWithin(broken, lettered, end);
    }

    private static boolean isWithin(BitSet some, BitSet all, int end) {
        BitSet rest = some.get(0, end);
        rest.andNot(all);
        return rest.isEmpty();
    }

    Tally tally(int from, int to) {
        Tally tally = Tally.NONE;
        for (int offset = from; offset < to; offset++) {
            tally = tally.plus(tally(offset));
        }
        return tally;
    }

    /** Says which images between two offsets were rejected though whole, and why, or not rejected though broken. */
    List<String> misjudged(int from, int to) {
        return IntStream.range(from, to)
                .filter(offset -> tally(offset).misjudged() > 0)
                .mapToObj(offset -> offset + " " + rejected.getOrDefault(offset, "was not rejected"))
                .toList();
    }

    private Tally tally(int offset) {
        boolean known = published.get(offset);
        boolean isDecided = decided.get(offset);
        boolean isMissing = known && !isDecided || broken.get(offset) && !lettered.get(offset);
        boolean isTwice = at(decisions, offset) > 1 || at(letters, offset) > 1 || isDecided && !known;
        boolean isMisjudged = isDecided && rejected.containsKey(offset) != broken.get(offset);
        return new Tally(known ? 1 : 0, isMissing ? 1 : 0, isTwice ? 1 : 0, isMisjudged ? 1 : 0);
    }
}
