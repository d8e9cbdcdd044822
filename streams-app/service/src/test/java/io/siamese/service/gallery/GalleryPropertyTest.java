package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.vector.MeanTemplate;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Policies;
import io.siamese.service.matching.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/**
 * A gallery under random additions, replacements, removals and changes of policy against a plain model that keeps a list
 * and computes everything anew: every fusion, negative exemplars, exemplars that expire.
 */
class GalleryPropertyTest {
    private static final String GALLERY = "g";

    private final List<String> subjects = List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");

    @Property(tries = 60)
    void findsWhatBruteForceFinds(
            @ForAll @LongRange(min = 0, max = 1L << 40) long seed,
            @ForAll @IntRange(min = 1, max = 9) int dimension,
            @ForAll boolean cosine,
            @ForAll @IntRange(min = 0, max = 400) int changes) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        Similarity similarity = cosine ? Similarity.cosine() : Similarity.weightedL1(weights(random, dimension), 1);
        Galleries galleries = new Galleries(dimension, PanelKernels.choose(similarity));
        Map<String, GalleryTemplate> model = new TreeMap<>();
        Policy policy = null;
        for (int i = 0; i <= changes; i++) {
            // When
            if (i % 20 == 0) {
                Policy next = Policies.ofFusion(FusionKind.values()[random.nextInt(4)], 3);
                policy = next.rules().fusion() == FusionKind.UNKNOWN ? null : next;
                Policy governing = policy;
                galleries.apply(i, g -> g.setPolicy(GALLERY, governing));
            } else {
                change(galleries, i, model, random, dimension, cosine);
            }

            // Then
            if (i % 10 == 0 || i == changes) {
                check(galleries, model, policy, random, dimension, cosine, similarity);
            }
        }
    }

    private void change(
            Galleries galleries,
            long offset,
            Map<String, GalleryTemplate> model,
            SplittableRandom random,
            int dimension,
            boolean unit) {
        GalleryTemplate template = new GalleryTemplate(
                GALLERY,
                subjects.get(random.nextInt(subjects.size())),
                "e" + random.nextInt(6),
                random.nextInt(6) == 0 ? ExemplarKind.NEGATIVE : ExemplarKind.POSITIVE,
                numbers(random, dimension, unit),
                random.nextInt(3) == 0 ? random.nextInt(1, 100) : Long.MAX_VALUE);
        String key = template.subject() + "/" + template.exemplar();
        if (random.nextInt(3) == 0) {
            galleries.apply(offset, g -> g.remove(GALLERY, template.subject(), template.exemplar()));
            model.remove(key);
        } else {
            galleries.apply(offset, g -> g.put(template));
            model.put(key, template);
        }
    }

    private void check(
            Galleries galleries,
            Map<String, GalleryTemplate> model,
            @Nullable Policy policy,
            SplittableRandom random,
            int dimension,
            boolean unit,
            Similarity similarity) {
        List<GalleryQuery> queries = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String claim = i % 3 == 0 ? subjects.get(random.nextInt(subjects.size())) : null;
            queries.add(new GalleryQuery(GALLERY, claim, numbers(random, dimension, unit), random.nextInt(120)));
        }
        List<Galleries.Found> found = galleries.search(queries, 3);
        for (int i = 0; i < queries.size(); i++) {
            check(
                    found.get(i).candidates(),
                    Plain.ranked(model.values(), queries.get(i), policy, similarity),
                    queries.get(i));
        }
    }

    private static void check(Candidates found, Plain.Expected expected, GalleryQuery query) {
        assertThat(found.subjects()).isEqualTo(expected.subjects());
        int k = query.claimedSubject() == null ? 3 : 1;
        List<Candidate> ranked = expected.ranked().stream().limit(k).toList();
        assertThat(found.best()).hasSameSizeAs(ranked);
        for (int i = 0; i < ranked.size(); i++) {
            Candidate actual = found.best().get(i);
            // Two that are equal but for rounding may stand in either order.
            Candidate wanted = expected.ranked().stream()
                    .filter(candidate -> candidate.subject().equals(actual.subject()))
                    .findFirst()
                    .orElseThrow();
            assertThat(actual.score()).isCloseTo(ranked.get(i).score(), within(1e-4f));
            assertThat(actual.score()).isCloseTo(wanted.score(), within(1e-4f));
            assertThat(actual.similarity()).isCloseTo(wanted.similarity(), within(1e-4f));
            assertThat(actual.exemplars()).isEqualTo(wanted.exemplars());
            assertThat(actual.negative() == null).isEqualTo(wanted.negative() == null);
            if (actual.negative() != null) {
                assertThat(actual.negative().similarity())
                        .isCloseTo(wanted.negative().similarity(), within(1e-4f));
            }
        }
    }

    /** The definition, computed anew from a list. */
    private static final class Plain {
        record Expected(List<Candidate> ranked, int subjects) {}

        static Expected ranked(
                Iterable<GalleryTemplate> all, GalleryQuery query, @Nullable Policy policy, Similarity similarity) {
            Map<String, List<GalleryTemplate>> bySubject = new TreeMap<>();
            all.forEach(template -> bySubject
                    .computeIfAbsent(template.subject(), name -> new ArrayList<>())
                    .add(template));
            List<Candidate> candidates = new ArrayList<>();
            bySubject.values().forEach(templates -> {
                Candidate candidate = candidate(templates, query, policy, similarity);
                if (candidate != null) {
                    candidates.add(candidate);
                }
            });
            int subjects = candidates.size();
            candidates.removeIf(candidate ->
                    query.claimedSubject() != null && !query.claimedSubject().equals(candidate.subject()));
            candidates.sort(Comparator.comparing(Candidate::score).reversed().thenComparing(Candidate::subject));
            return new Expected(candidates, subjects);
        }

        private static @Nullable Candidate candidate(
                List<GalleryTemplate> templates, GalleryQuery query, @Nullable Policy policy, Similarity similarity) {
            List<GalleryTemplate> valid = templates.stream()
                    .filter(template -> query.at() < template.validUntil())
                    .toList();
            List<GalleryTemplate> positive = valid.stream()
                    .filter(template -> template.kind() == ExemplarKind.POSITIVE)
                    .toList();
            if (positive.isEmpty()) {
                return null;
            }
            GalleryTemplate best = nearest(positive, query, similarity);
            float b = similarity.of(query.probe(), best.embedding());
            MeanTemplate mean = new MeanTemplate(similarity, query.probe().length);
            positive.forEach(template -> mean.add(template.embedding()));
            float m = similarity.of(query.probe(), mean.numbers());
            FusionKind fusion =
                    policy == null ? FusionKind.BEST : policy.rules().fusion();
            float score = fusion == FusionKind.BEST
                    ? b
                    : fusion == FusionKind.MEAN ? m : Policies.calibrated(positive.size(), b, m);
            List<GalleryTemplate> negative = valid.stream()
                    .filter(template -> template.kind() == ExemplarKind.NEGATIVE)
                    .toList();
            Candidate.Negative nearestNegative = negative.isEmpty()
                    ? null
                    : new Candidate.Negative(
                            nearest(negative, query, similarity).exemplar(),
                            similarity.of(
                                    query.probe(),
                                    nearest(negative, query, similarity).embedding()));
            return new Candidate(best.subject(), best.exemplar(), b, score, positive.size(), nearestNegative);
        }

        private static GalleryTemplate nearest(
                List<GalleryTemplate> templates, GalleryQuery query, Similarity similarity) {
            return templates.stream()
                    .max(Comparator.comparing(template -> similarity.of(query.probe(), template.embedding())))
                    .orElseThrow();
        }
    }

    private static float[] weights(SplittableRandom random, int dimension) {
        float[] weights = numbers(random, dimension, false);
        for (int i = 0; i < dimension; i++) {
            weights[i] = Math.abs(weights[i]);
        }
        return weights;
    }

    private static float[] numbers(SplittableRandom random, int dimension, boolean unit) {
        float[] numbers = new float[dimension];
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
            squares += numbers[i] * numbers[i];
        }
        for (int i = 0; unit && i < dimension; i++) {
            numbers[i] = (float) (numbers[i] / Math.sqrt(squares));
        }
        return numbers;
    }
}
