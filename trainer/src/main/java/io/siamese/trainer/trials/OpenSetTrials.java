package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Open-set 1:N trials: searches by subjects who are not enrolled, in galleries drawn anew each round. A gallery is filled
 * with the stranger's own group first, the hard case, of which a quarter stays out to be the strangers; where the group is too
 * small for it, classes of other groups fill it up. The galleries of one round are nested: that of 10 subjects begins that of
 * 20, so that rates can only grow with size.
 *
 * @param searching groups whose strangers are searched for; all groups fill galleries
 * @param exemplars of each enrolled subject
 * @param rounds galleries for each searching group
 */
public record OpenSetTrials(ClassIndex members, List<Integer> searching, int exemplars, int rounds, long seed) {

    private static final int FEWEST_ROUNDS = 3;
    private static final long COMPARISONS = 40_000_000;

    public OpenSetTrials {
        searching = List.copyOf(searching);
    }

    /** Every group searches. */
    public OpenSetTrials(ClassIndex members, int exemplars, int rounds, long seed) {
        this(members, allGroups(members), exemplars, rounds, seed);
    }

    private static List<Integer> allGroups(ClassIndex members) {
        return IntStream.range(0, members.groupCount()).boxed().toList();
    }

    /** Every group searches, in as many rounds as are {@linkplain #bounded(Members, List, int, int, long) affordable}. */
    public static OpenSetTrials bounded(ClassIndex members, int exemplars, int most, long seed) {
        return bounded(members, allGroups(members), exemplars, most, seed);
    }

    /**
     * As many rounds as {@value #COMPARISONS} comparisons of the largest gallery allow, from {@value #FEWEST_ROUNDS} to
     * {@code most}: a thousand classes have enough searches in one round.
     */
    public static OpenSetTrials bounded(
            ClassIndex members, List<Integer> searching, int exemplars, int most, long seed) {
        OpenSetTrials one = new OpenSetTrials(members, searching, exemplars, 1, seed);
        long searches = one.searchingGroups()
                .mapToLong(group ->
                        (long) outside(group) * members.get(group.get(0)).imageCount())
                .sum();
        long once = Math.max(1, searches * one.largest() * (exemplars + 1));
        int rounds = (int) Math.max(Math.min(FEWEST_ROUNDS, most), Math.min(most, COMPARISONS / once));
        return new OpenSetTrials(members, searching, exemplars, rounds, seed);
    }

    private Stream<List<Integer>> searchingGroups() {
        return searching.stream().map(members.byGroup()::get);
    }

    /** Most subjects that a gallery can have, whichever group the stranger is from; 0 if there is a group without strangers. */
    public int largest() {
        return searchingGroups()
                .mapToInt(group -> group.size() > outside(group) ? countAble() - outside(group) : 0)
                .min()
                .orElse(0);
    }

    private int countAble() {
        int able = 0;
        for (int i = 0; i < members.classCount(); i++) {
            able += members.get(i).imageCount() >= exemplars ? 1 : 0;
        }
        return able;
    }

    private static int outside(List<Integer> group) {
        return Math.max(1, group.size() / 4);
    }

    /** Best fused scores of all searches: {@code [fusion][gallery size]}. */
    public List<List<ScoredTrials>> run(List<FusedScore> fusions, List<Integer> sizes) {
        ScoredTrials.Builder[][] best = new ScoredTrials.Builder[fusions.size()][sizes.size()];
        for (ScoredTrials.Builder[] row : best) {
            for (int i = 0; i < row.length; i++) {
                row[i] = new ScoredTrials.Builder();
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (List<Integer> group : searchingGroups().toList()) {
            for (int round = 0; round < rounds; round++) {
                runRound(group, fusions, sizes, random, best);
            }
        }
        return Arrays.stream(best)
                .map(row -> Arrays.stream(row).map(ScoredTrials.Builder::build).toList())
                .toList();
    }

    private void runRound(
            List<Integer> group,
            List<FusedScore> fusions,
            List<Integer> sizes,
            SplittableRandom random,
            ScoredTrials.Builder[][] best) {
        List<Integer> own = shuffled(group, random);
        int strangers = outside(group);
        List<EnrolledClass> gallery = gallery(group, own.subList(strangers, own.size()), sizes, random);
        for (int stranger : own.subList(0, strangers)) {
            EmbeddedClass subject = members.get(stranger);
            for (int drawer = 0; drawer < subject.imageCount(); drawer++) {
                searchGallery(stranger, drawer, gallery, fusions, sizes, best);
            }
        }
    }

    private List<EnrolledClass> gallery(
            List<Integer> group, List<Integer> own, List<Integer> sizes, SplittableRandom random) {
        List<Integer> others = new ArrayList<>();
        int first = members.groupOf(group.get(0));
        for (int i = 0; i < members.classCount(); i++) {
            if (members.groupOf(i) != first) {
                others.add(i);
            }
        }
        List<Integer> candidates = new ArrayList<>(own);
        candidates.addAll(shuffled(others, random));
        int most = sizes.get(sizes.size() - 1);
        List<EnrolledClass> gallery = new ArrayList<>();
        for (int candidate : candidates) {
            if (gallery.size() < most && members.get(candidate).imageCount() >= exemplars) {
                gallery.add(EnrolledClass.drawExemplars(candidate, members.get(candidate), exemplars, random));
            }
        }
        return gallery;
    }

    private void searchGallery(
            int stranger,
            int drawer,
            List<EnrolledClass> gallery,
            List<FusedScore> fusions,
            List<Integer> sizes,
            ScoredTrials.Builder[][] best) {
        float[] probe = members.get(stranger).probes()[drawer];
        float[] score = new float[fusions.size()];
        int[] candidate = new int[fusions.size()];
        Arrays.fill(score, Float.NEGATIVE_INFINITY);
        int size = 0;
        for (int enrolled = 0; enrolled < gallery.size(); enrolled++) {
            EnrolledClass each = gallery.get(enrolled);
            float nearest = each.templates().bestSimilarity(probe);
            float mean = each.templates().meanSimilarity(probe);
            for (int fusion = 0; fusion < score.length; fusion++) {
                float fused = fusions.get(fusion).score(exemplars, nearest, mean);
                if (fused > score[fusion]) {
                    score[fusion] = fused;
                    candidate[fusion] = each.index();
                }
            }
            if (enrolled + 1 == sizes.get(size)) {
                for (int fusion = 0; fusion < score.length; fusion++) {
                    best[fusion][size].add(ComparedImages.pack(stranger, drawer, candidate[fusion]), score[fusion]);
                }
                size++;
            }
        }
    }

    private static List<Integer> shuffled(List<Integer> indices, SplittableRandom random) {
        List<Integer> shuffled = new ArrayList<>(indices);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }
}
