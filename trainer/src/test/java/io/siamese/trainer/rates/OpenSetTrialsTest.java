package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.SyntheticClasses;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSetTrialsTest {

    private static final FusedScore BEST = FusedScore.best();

    @Test
    void aQuarterOfTheGroupStaysOutAndTheRestIsTheLargestGallery() {
        List<EmbeddedClass> classes = new ArrayList<>(SyntheticClasses.drawClasses(20, 4, 1));
        assertThat(new OpenSetTrials(new ClassIndex(classes), 1, 3, 1).largest())
                .isEqualTo(15);

        classes.add(new EmbeddedClass("alone", "x", new float[][] {new float[16]}));
        assertThat(new OpenSetTrials(new ClassIndex(classes), 1, 3, 1).largest())
                .as("a group without anyone else has no candidates of its own")
                .isZero();
    }

    @Test
    void everyStrangersImageSearchesEveryGallery() {
        // Given
        ClassIndex members = new ClassIndex(SyntheticClasses.drawClasses(20, 4, 1));

        // When
        List<StrangerTrials> bySize = StrangerTrials.searches(
                        new OpenSetTrials(members, 1, 3, 1), List.of(BEST), List.of(1, 15))
                .get(0);

        // Then: 3 rounds of 5 strangers of 4 images
        assertThat(bySize).extracting(StrangerTrials::size).containsExactly(60, 60);
    }

    @Test
    void oneGroupsStrangersSearchGalleriesThatTheOthersFillUp() {
        // Given: 8 classes of g, of which 2 stay out, and 20 of h
        List<EmbeddedClass> classes = new ArrayList<>(SyntheticClasses.drawClasses(8, 4, 1));
        SyntheticClasses.drawClasses(20, 4, 2)
                .forEach(each -> classes.add(new EmbeddedClass("h", each.name(), each.embeddings())));
        OpenSetTrials trials = new OpenSetTrials(new ClassIndex(classes), List.of(0), 1, 3, 1);

        // When
        StrangerTrials searches = StrangerTrials.searches(trials, List.of(BEST), List.of(26))
                .get(0)
                .get(0);

        // Then: 3 rounds of 2 strangers of 4 images, all of g
        assertThat(trials.largest()).isEqualTo(26);
        assertThat(searches.size()).isEqualTo(24);
        assertThat(searches.groupRates(-1)).containsExactly(1, Double.NaN);
    }

    @Test
    void ratesGrowWithTheGallery() {
        // Given
        ClassIndex members = new ClassIndex(SyntheticClasses.drawClasses(40, 6, 2));

        // When
        List<StrangerTrials> bySize = StrangerTrials.searches(
                        new OpenSetTrials(members, 1, 10, 1), List.of(BEST), List.of(1, 2, 5, 10, 20, 30))
                .get(0);

        // Then
        for (float threshold : new float[] {0.1f, 0.3f, 0.5f}) {
            assertThat(bySize.stream().map(each -> each.meanRate(threshold)).toList())
                    .isSorted();
        }
        assertThat(bySize.stream().map(each -> each.thresholdAt(0.1)).toList()).isSorted();
    }

    @Test
    void manyClassesHaveFewerRoundsAndFewOnesAllThatAreAskedFor() {
        ClassIndex few = new ClassIndex(SyntheticClasses.drawClasses(20, 4, 1));
        assertThat(OpenSetTrials.bounded(few, 1, 60, 1).rounds()).isEqualTo(60);

        // 250 strangers of 4 images against 750 subjects of 2 templates, the mean counted: 1.5 million comparisons a
        // round
        ClassIndex many = new ClassIndex(SyntheticClasses.drawClasses(1000, 4, 1));
        assertThat(OpenSetTrials.bounded(many, 1, 60, 1).rounds()).isEqualTo(26);

        ClassIndex tooMany = new ClassIndex(SyntheticClasses.drawClasses(4000, 4, 1));
        assertThat(OpenSetTrials.bounded(tooMany, 3, 60, 1).rounds()).isEqualTo(3);
        assertThat(OpenSetTrials.bounded(tooMany, 3, 2, 1).rounds()).isEqualTo(2);
    }

    @Test
    void noStrangerIsEnrolled() {
        // Given: every class is a direction of its own, so that only the stranger itself would score 1
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            float[] axis = new float[8];
            axis[i] = 1;
            classes.add(new EmbeddedClass("g", "c" + i, new float[][] {axis, axis}));
        }

        // When
        StrangerTrials searches = StrangerTrials.searches(
                        new OpenSetTrials(new ClassIndex(classes), 2, 20, 1), List.of(BEST), List.of(6))
                .get(0)
                .get(0);

        // Then
        assertThat(searches.meanRate(0.5f)).isZero();
        assertThat(searches.meanRate(0)).isEqualTo(1);
    }
}
