package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.WindowMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpisodeSamplerTest {

    private static final EpisodeSampler.Settings SETTINGS = new EpisodeSampler.Settings(2, 4, Augmentation.standard());

    /** A sample that shows who it is, whatever the distortion. */
    private record Marked(byte mark) implements Sample {

        @Override
        public byte[] plain() {
            return new byte[] {mark};
        }

        @Override
        public byte[] distorted(WindowMap map) {
            return plain();
        }
    }

    @Test
    void anEpisodeDependsOnSeedAndStepAlone() {
        // Given
        EpisodeSampler one = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1);
        EpisodeSampler other = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1);
        one.episode(1);

        // Then
        assertThat(one.episode(7).labels()).isEqualTo(other.episode(7).labels());
        assertThat(one.episode(7).viewA()).isEqualTo(other.episode(7).viewA());
        assertThat(one.episode(8).labels()).isNotEqualTo(one.episode(7).labels());
    }

    @Test
    void bothViewsOfARowShowOneClassByTwoDrawers() {
        // Given
        EpisodeSampler sampler = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1);

        for (int step = 0; step < 50; step++) {
            // When
            Episode episode = sampler.episode(step);

            // Then: a mark is 5 · class + drawer
            for (int row = 0; row < episode.labels().length; row++) {
                int expected = episode.labels()[row] / EpisodeSampler.TRANSFORMS;
                assertThat(episode.viewA()[row] / 5).isEqualTo(expected);
                assertThat(episode.viewB()[row] / 5).isEqualTo(expected);
                assertThat(episode.viewA()[row]).isNotEqualTo(episode.viewB()[row]);
            }
        }
    }

    @Test
    void theClassesOfAGroupAreDistinctAndOfOneGroupUnderOneTransform() {
        // Given
        EpisodeSampler sampler = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1);

        for (int step = 0; step < 50; step++) {
            // When
            int[] labels = sampler.episode(step).labels();

            // Then
            for (int[] group : List.of(Arrays.copyOfRange(labels, 0, 4), Arrays.copyOfRange(labels, 4, 8))) {
                Set<Integer> chosen = Arrays.stream(group).boxed().collect(Collectors.toSet());
                assertThat(chosen).hasSize(4);
                assertThat(chosen.stream().map(label -> label % 8).distinct()).hasSize(1);
                assertThat(chosen.stream().map(label -> label / 8 / 6).distinct())
                        .hasSize(1);
            }
        }
    }

    @Test
    void inAboutHalfOfTheGroupsOnePairOfDrawersServesAll() {
        // Given
        EpisodeSampler sampler = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1);

        // When
        long shared = IntStream.range(0, 400)
                .mapToObj(sampler::episode)
                .filter(episode -> IntStream.range(0, 4)
                                .map(row -> episode.viewA()[row] % 5)
                                .distinct()
                                .count()
                        == 1)
                .count();

        // Then
        assertThat(shared).isBetween(160L, 250L);
    }

    @Test
    void everyClassIsDrawnAboutEquallyOften() {
        // Given: groups of one class and of five
        List<ImageClass> classes = new ArrayList<>(classes(1, 5, 3));
        classes.add(new ImageClass("lonely", "c", classes.get(0).samples()));
        EpisodeSampler sampler =
                new EpisodeSampler(classes, new EpisodeSampler.Settings(1, 2, SETTINGS.augmentation()), 1);

        // When
        int[] seen = new int[6];
        for (int step = 0; step < 3000; step++) {
            seen[sampler.episode(step).labels()[0] / 8]++;
        }

        // Then
        assertThat(seen).satisfies(counts -> assertThat(Arrays.stream(counts)).allMatch(n -> n > 400 && n < 600));
    }

    @Test
    void aClassWithOneImageIsRefused() {
        assertThatThrownBy(() -> new EpisodeSampler(classes(1, 3, 1), SETTINGS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer than two images");
    }

    @Test
    void theEightTransformsAreDistinctSymmetries() {
        Set<Distortion> all = new HashSet<>();
        IntStream.range(0, 8).forEach(i -> all.add(Distortion.dihedral(i)));
        assertThat(all)
                .hasSize(8)
                .allSatisfy(map -> assertThat(Math.abs(map.xx() * map.yy() - map.xy() * map.yx()))
                        .isEqualTo(1));
    }

    private static List<ImageClass> classes(int groups, int each, int drawers) {
        List<ImageClass> classes = new ArrayList<>();
        for (int i = 0; i < groups * each; i++) {
            int first = i * drawers;
            List<Sample> samples = IntStream.range(0, drawers)
                    .<Sample>mapToObj(drawer -> new Marked((byte) (first + drawer)))
                    .toList();
            classes.add(new ImageClass("g" + i / each, "c" + i % each, samples));
        }
        return classes;
    }
}
