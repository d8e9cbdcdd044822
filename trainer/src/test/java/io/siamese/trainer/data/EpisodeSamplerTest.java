package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.trainer.data.EpisodeSampler.Sampling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodeSamplerTest {

    private static final EpisodeSampler.Settings SETTINGS =
            EpisodeSampler.Settings.withinGroups(2, 4, Augmentation.forInk());

    /** A sample that shows who it is, whatever the distortion. */
    private record Marked(byte mark) implements Sample {

        @Override
        public byte[] undistorted() {
            return new byte[] {mark};
        }

        @Override
        public byte[] distorted(WindowMap map) {
            return undistorted();
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
                new EpisodeSampler(classes, EpisodeSampler.Settings.withinGroups(1, 2, SETTINGS.augmentation()), 1);

        // When
        int[] seen = new int[6];
        for (int step = 0; step < 3000; step++) {
            seen[sampler.episode(step).labels()[0] / 8]++;
        }

        // Then
        assertThat(seen).satisfies(counts -> assertThat(Arrays.stream(counts)).allMatch(n -> n > 400 && n < 600));
    }

    @Test
    void moreImagesOfAClassAreMoreRowsOfDifferentDrawers() {
        // Given
        EpisodeSampler.Settings four =
                new EpisodeSampler.Settings(Sampling.WITHIN_GROUPS, 2, 3, 4, true, Augmentation.forInk());
        EpisodeSampler sampler = new EpisodeSampler(classes(3, 6, 5), four, 1);

        for (int step = 0; step < 50; step++) {
            // When
            Episode episode = sampler.episode(step);

            // Then: six classes with two rows each
            assertThat(episode.labels()).hasSize(12);
            for (int row = 0; row < 12; row += 2) {
                assertThat(episode.labels()[row]).isEqualTo(episode.labels()[row + 1]);
                assertThat(new byte[] {
                            episode.viewA()[row],
                            episode.viewB()[row],
                            episode.viewA()[row + 1],
                            episode.viewB()[row + 1]
                        })
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void aClassWithFewerImagesGivesThePairsThatItHas() {
        EpisodeSampler.Settings eight =
                new EpisodeSampler.Settings(Sampling.WITHIN_GROUPS, 1, 2, 8, true, Augmentation.forInk());
        assertThat(new EpisodeSampler(classes(3, 6, 5), eight, 1).episode(0).labels())
                .hasSize(4);
    }

    @Test
    void acrossGroupsClassesAreDistinctOfSeveralGroupsAndUnderTransformsOfTheirOwn() {
        // Given
        EpisodeSampler.Settings across =
                new EpisodeSampler.Settings(Sampling.ACROSS_GROUPS, 2, 5, 2, true, Augmentation.forInk());
        EpisodeSampler sampler = new EpisodeSampler(classes(3, 6, 5), across, 1);
        Set<Integer> groups = new HashSet<>();
        Set<Integer> transforms = new HashSet<>();

        for (int step = 0; step < 50; step++) {
            // When
            int[] labels = sampler.episode(step).labels();

            // Then
            assertThat(Arrays.stream(labels).map(label -> label / 8).distinct()).hasSize(10);
            Arrays.stream(labels).forEach(label -> {
                groups.add(label / 8 / 6);
                transforms.add(label % 8);
            });
        }
        assertThat(groups).hasSize(3);
        assertThat(transforms).hasSize(8);
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void classesThatAreNotTurnedAreUpright(Sampling sampling) {
        // Given
        Augmentation none = new Augmentation(0, 0, 0, 0, 0);
        EpisodeSampler sampler = new EpisodeSampler(
                List.of(cornered("a"), cornered("b")), new EpisodeSampler.Settings(sampling, 1, 2, 2, false, none), 1);

        for (int step = 0; step < 30; step++) {
            // When
            Episode episode = sampler.episode(step);

            // Then
            assertThat(episode.labels()).containsExactlyInAnyOrder(0, EpisodeSampler.TRANSFORMS);
            assertThat(episode.viewA()).containsOnly(0);
            assertThat(episode.viewB()).containsOnly(0);
        }
    }

    @Test
    void aMirroredViewIsOfTheSameClass() {
        // Given
        Augmentation mirror = new Augmentation(0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0);
        EpisodeSampler sampler = new EpisodeSampler(
                List.of(cornered("a"), cornered("b")),
                new EpisodeSampler.Settings(Sampling.WITHIN_GROUPS, 1, 2, 2, false, mirror),
                1);
        int[] seen = new int[4];

        for (int step = 0; step < 100; step++) {
            // When
            Episode episode = sampler.episode(step);

            // Then
            assertThat(episode.labels()).containsExactlyInAnyOrder(0, EpisodeSampler.TRANSFORMS);
            for (int row = 0; row < 2; row++) {
                seen[episode.viewA()[row]]++;
                seen[episode.viewB()[row]]++;
            }
        }
        assertThat(seen[0]).as("upright, of 400").isBetween(160, 240);
        assertThat(seen[1]).as("left for right").isEqualTo(400 - seen[0]);
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void classesWithExchangedChannelsAreClassesOfTheirOwn(Sampling sampling) {
        // Given: one pixel of three channels, which are 1, 2 and 3
        Augmentation none = new Augmentation(0, 0, 0, 0, 0);
        EpisodeSampler sampler = new EpisodeSampler(
                List.of(coloured("a"), coloured("b")),
                new EpisodeSampler.Settings(sampling, 1, 2, 2, false, true, none),
                1);
        Set<Integer> labels = new HashSet<>();
        Map<Integer, Set<String>> seen = new HashMap<>();

        for (int step = 0; step < 100; step++) {
            // When
            Episode episode = sampler.episode(step);

            // Then
            assertThat(episode.viewA()).isEqualTo(episode.viewB());
            for (int row = 0; row < 2; row++) {
                String colours = Arrays.toString(Arrays.copyOfRange(episode.viewA(), 3 * row, 3 * row + 3));
                labels.add(episode.labels()[row]);
                seen.computeIfAbsent(episode.labels()[row], any -> new HashSet<>())
                        .add(colours);
            }
            if (sampling == Sampling.WITHIN_GROUPS) {
                assertThat(Arrays.copyOf(episode.viewA(), 3)).isEqualTo(Arrays.copyOfRange(episode.viewA(), 3, 6));
            }
        }
        assertThat(labels).hasSize(12);
        assertThat(seen.values()).allSatisfy(colours -> assertThat(colours).hasSize(1));
        assertThat(seen.get(0)).containsExactly("[1, 2, 3]");
    }

    private static ImageClass coloured(String name) {
        Sample sample = new Sample() {
            @Override
            public int channels() {
                return 3;
            }

            @Override
            public byte[] undistorted() {
                return new byte[] {1, 2, 3};
            }

            @Override
            public byte[] distorted(WindowMap map) {
                return undistorted();
            }
        };
        return new ImageClass("g", name, List.of(sample, sample));
    }

    @Test
    void aCroppedViewIsASquareWithinTheWindow() {
        // Given: samples that tell the corners of what they are seen through
        Augmentation crop = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 0.6, 0);
        SplittableRandom random = new SplittableRandom(1);
        double smallest = 1;

        for (int i = 0; i < 200; i++) {
            // When
            double[] corners = new double[4];
            crop.drawView(cornersOf(corners), Distortion.dihedral(0), random);

            // Then
            double width = corners[2] - corners[0];
            assertThat(corners[3] - corners[1]).isCloseTo(width, within(1e-9));
            assertThat(width).isBetween(0.4, 1.0);
            assertThat(Arrays.stream(corners).map(Math::abs).max().orElseThrow())
                    .isLessThan(0.5 + 1e-9);
            smallest = Math.min(smallest, width);
        }
        assertThat(smallest).isLessThan(0.42);
    }

    private static Sample cornersOf(double[] corners) {
        return new Sample() {
            @Override
            public byte[] undistorted() {
                return new byte[1];
            }

            @Override
            public byte[] distorted(WindowMap map) {
                corners[0] = map.x(-0.5, -0.5);
                corners[1] = map.y(-0.5, -0.5);
                corners[2] = map.x(0.5, 0.5);
                corners[3] = map.y(0.5, 0.5);
                return undistorted();
            }
        };
    }

    @Test
    void madeUpGroupsComeInTheirShareWithLabelsOfTheirOwn() {
        // Given: a third of the groups is made up
        EpisodeSampler sampler = new EpisodeSampler(ink(), TWO_OF_FOUR, madeUp(1 / 3.0), 1);

        // When
        int madeUp = 0;
        for (int step = 0; step < 300; step++) {
            int[] labels = sampler.episode(step).labels();
            for (int group = 0; group < 2; group++) {
                int[] own = Arrays.copyOfRange(labels, 4 * group, 4 * group + 4);
                long beyond = Arrays.stream(own).filter(label -> label / 8 >= 8).count();
                assertThat(beyond).as("a group is made up as a whole").isIn(0L, 4L);
                assertThat(Arrays.stream(own).distinct().count()).isEqualTo(4);
                madeUp += beyond == 4 ? 1 : 0;
            }
            int[] both = Arrays.stream(labels).filter(label -> label / 8 >= 8).toArray();
            assertThat(both).as("labels of two made-up groups").doesNotHaveDuplicates();
        }

        // Then: of 600
        assertThat(madeUp).isBetween(160, 240);
    }

    @Test
    void aMadeUpEpisodeDependsOnSeedAndStepAlone() {
        // Given
        EpisodeSampler one = new EpisodeSampler(ink(), TWO_OF_FOUR, madeUp(0.5), 1);
        EpisodeSampler other = new EpisodeSampler(ink(), TWO_OF_FOUR, madeUp(0.5), 1);
        one.episode(1);

        // Then
        for (int step = 5; step < 9; step++) {
            assertThat(one.episode(step).viewA()).isEqualTo(other.episode(step).viewA());
            assertThat(one.episode(step).viewB())
                    .isEqualTo(other.episode(step).viewB())
                    .isNotEqualTo(other.episode(step).viewA());
        }
    }

    @Test
    void withoutMakersAnEpisodeIsWhatItWasBeforeThereWereAny() {
        // When
        Episode episode = new EpisodeSampler(classes(3, 6, 5), SETTINGS, 1).episode(7);

        // Then: as commit 0d6f028 drew it
        assertThat(episode.labels()).containsExactly(107, 123, 99, 115, 34, 18, 42, 26);
        assertThat(episode.viewA()).containsExactly(68, 77, 64, 71, 20, 14, 29, 16);
    }

    private static final EpisodeSampler.Settings TWO_OF_FOUR =
            EpisodeSampler.Settings.withinGroups(2, 4, Augmentation.forInk());

    private static MadeUpGroups madeUp(double share) {
        StrokeCharacters characters = new StrokeCharacters(3);
        GroupMaker maker = (classes, random) -> random.ints(classes, 0, 1000)
                .<MadeUpClass>mapToObj(subject -> (hand, unsteady) ->
                        DrawnSample.fromDrawing(decoded(characters, subject, hand), (InkMoments) Preprocessing.ink(16)))
                .toList();
        return new MadeUpGroups(List.of(new MadeUpGroups.Share(share, maker)));
    }

    private static GrayImage decoded(StrokeCharacters characters, int subject, long hand) {
        try {
            return new ImageDecoder(ImageLimits.defaults())
                    .decode(characters.png(subject, (int) Math.floorMod(hand, 1000L)));
        } catch (UnreadableImageException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ImageClass> ink() {
        try {
            return DataSet.decode(new DrawnSource(1, 2, 4, 4).readClasses(), Preprocessing.ink(16))
                    .classes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Two samples that show which corner of the window their upper left one is a picture of: 1 is right, 2 below. */
    private static ImageClass cornered(String name) {
        Sample sample = new Sample() {
            @Override
            public byte[] undistorted() {
                return new byte[] {0};
            }

            @Override
            public byte[] distorted(WindowMap map) {
                int right = map.x(-0.5, -0.5) > 0 ? 1 : 0;
                int below = map.y(-0.5, -0.5) > 0 ? 2 : 0;
                return new byte[] {(byte) (right + below)};
            }
        };
        return new ImageClass("g", name, List.of(sample, sample));
    }

    @Test
    void anOddNumberOfImagesIsRefused() {
        assertThatThrownBy(
                        () -> new EpisodeSampler.Settings(Sampling.WITHIN_GROUPS, 1, 2, 3, true, Augmentation.forInk()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("even number from 2 on, got 3");
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
