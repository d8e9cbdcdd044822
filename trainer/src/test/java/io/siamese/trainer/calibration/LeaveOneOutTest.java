package io.siamese.trainer.calibration;

import static io.siamese.trainer.trials.RandomRows.gaussian;
import static io.siamese.trainer.trials.RandomRows.toUnitLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On groups whose classes share a direction more or less: how much is drawn at random, group by group. */
class LeaveOneOutTest {

    private static final int DIMENSION = 16;
    private static final String ENCODER = "0123456789abcdef";

    @Test
    void ninetyNineOfAHundredGroupsLieInTheirInterval() {
        // Given: 60 calibrations of 5 groups each, all drawn alike. With a normal quantile for Student's it would be 92
        // %.
        int inside = 0;
        int all = 0;
        for (int draw = 0; draw < 60; draw++) {
            List<EmbeddedClass> classes = groups(5, 10, 4, new Random(draw));

            // When
            LeftOutRate rate = leaveOneOut(classes)
                    .measureRates(1, List.of(0.1), List.of())
                    .get(0);
            inside += rate.countInside();
            all += rate.groups().size();
        }

        // Then
        assertThat(all).isEqualTo(300);
        assertThat(inside / 300.0).isBetween(0.965, 0.9999);
    }

    @Test
    void aGroupOfAnotherKindLiesOutside() {
        // Given: 12 groups drawn alike, and one whose classes are much more alike
        List<EmbeddedClass> classes = groups(12, 10, 4, new Random(1));
        classes.addAll(group("odd", 10, 4, 3, new Random(2)));

        // When
        LeftOutRate rate =
                leaveOneOut(classes).measureRates(1, List.of(0.1), List.of()).get(0);

        // Then
        assertThat(rate.groups())
                .filteredOn(group -> !group.liesInside())
                .extracting(LeftOutGroup::group)
                .containsExactly("odd");
        assertThat(rate.countInside()).isEqualTo(12);
        assertThat(rate.greatestRate()).isGreaterThan(rate.predictedOfAll().high());
    }

    @Test
    void eachGroupIsMeasuredByTheCalibrationOfTheOthers() {
        // Given
        List<EmbeddedClass> classes = groups(5, 12, 7, new Random(3));

        // When
        List<LeftOutRate> rates = leaveOneOut(classes).measureRates();

        // Then: 3 FMR and 2 FPIR at 3 sizes, of 1 fusion with one exemplar and of 3 with three and five
        assertThat(rates).hasSize(7 * (3 + 2 * 3));
        for (int left = 0; left < 5; left++) {
            String group = "g" + left;
            Calibration others = new Calibrator(
                            classes.stream()
                                    .filter(each -> !each.group().equals(group))
                                    .toList(),
                            1)
                    .calibrate(ENCODER, "the others");
            for (LeftOutRate rate : rates) {
                LeftOutGroup measured = rate.groups().get(left);
                assertThat(measured.group()).isEqualTo(group);
                assertThat(stated(others, rate.target()))
                        .as("%s without %s", rate.target(), group)
                        .isEqualTo(measured.refusal() == null ? Optional.of(measured.threshold()) : Optional.empty());
            }
        }
    }

    @Test
    void theSpreadOfTrainedGroupsNarrowsWhatIsPredictedAndMovesNoThreshold() {
        // Given
        List<EmbeddedClass> classes = groups(4, 10, 4, new Random(4));
        List<EmbeddedClass> trained = groups(12, 10, 4, new Random(5));

        // When
        LeftOutRate alone =
                leaveOneOut(classes).measureRates(1, List.of(0.1), List.of()).get(0);
        LeftOutRate with = new LeaveOneOut(classes, trained, 1, step -> {})
                .measureRates(1, List.of(0.1), List.of())
                .get(0);

        // Then
        for (int group = 0; group < 4; group++) {
            assertThat(with.groups().get(group).threshold())
                    .isEqualTo(alone.groups().get(group).threshold());
        }
        assertThat(width(with)).isLessThan(width(alone));
    }

    @Test
    void aTargetThatIsRefusedIsMeasuredAndMarked() {
        // Given: four groups of 15 pairs of classes cannot have 30 different errors at 1 of 1,000
        List<EmbeddedClass> classes = groups(5, 6, 4, new Random(6));

        // When
        List<LeftOutRate> rates = leaveOneOut(classes).measureRates(1, List.of(0.4, 0.001), List.of());

        // Then
        assertThat(rates).extracting(LeftOutRate::refusals).containsExactly(0, 5);
        assertThat(rates.get(1).groups()).allSatisfy(group -> {
            assertThat(group.support()).isLessThan(FittedThreshold.SUPPORT);
            assertThat(group.refusal())
                    .isEqualTo(group.support() + " errors of different classes and hands, 30 are needed");
            assertThat(group.rate()).isNotNaN();
        });
        assertThat(rates.get(1).leastSupported().support()).isLessThan(30);
    }

    @Test
    void aGroupWithoutAnErrorIsJudgedByHalfOne() {
        // Given: a group whose classes are directions of their own, among groups that are confused
        List<EmbeddedClass> classes = groups(6, 10, 4, new Random(7));
        List<EmbeddedClass> apart = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            float[] axis = new float[DIMENSION];
            axis[i] = 1;
            apart.add(new EmbeddedClass("apart", "c" + i, new float[][] {axis, axis, axis}));
        }
        classes.addAll(apart);

        // When
        LeftOutGroup group = leaveOneOut(classes)
                .measureRates(1, List.of(0.1), List.of())
                .get(0)
                .groups()
                .get(6);

        // Then: 45 pairs of classes
        assertThat(group.group()).isEqualTo("apart");
        assertThat(group.rate()).isZero();
        assertThat(group.judged()).isCloseTo(0.5 / 46, within(1e-9));
        assertThat(group.fnmr()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void tooFewGroupsAreRefused(int groups) {
        // Given: a group of single images does not count
        List<EmbeddedClass> classes = groups(groups, 4, 3, new Random(8));
        classes.addAll(group("single images", 4, 1, 1, new Random(9)));

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> leaveOneOut(classes))
                .withMessageStartingWith("leave-one-out: needs at least 4 groups with 2 classes of 2 images each")
                .withMessageEndingWith(groups == 1 ? "there is 1" : "there are 3");
    }

    private static LeaveOneOut leaveOneOut(List<EmbeddedClass> classes) {
        return new LeaveOneOut(classes, List.of(), 1, step -> {});
    }

    private static Optional<Float> stated(Calibration calibration, RateTarget target) {
        Stream<Float> thresholds = target.subjects() == null
                ? calibration.fmr().stream()
                        .filter(point -> target.equals(
                                new RateTarget("FMR", point.fmr(), null, point.exemplars(), point.fusion())))
                        .map(FmrPoint::threshold)
                : calibration.fpir().stream()
                        .filter(point -> target.equals(new RateTarget(
                                "FPIR", point.fpir(), point.subjects(), point.exemplars(), point.fusion())))
                        .map(FpirPoint::threshold);
        return thresholds.findFirst();
    }

    private static double width(LeftOutRate rate) {
        return rate.predictedOfAll().high() - rate.predictedOfAll().low();
    }

    private static List<EmbeddedClass> groups(int groups, int classes, int drawers, Random random) {
        List<EmbeddedClass> drawn = new ArrayList<>();
        IntStream.range(0, groups)
                .forEach(
                        i -> drawn.addAll(group("g" + i, classes, drawers, 0.8 + 0.2 * random.nextGaussian(), random)));
        return drawn;
    }

    /** @param alike length of what the centres of all classes share, beside their own of length about 4 */
    private static List<EmbeddedClass> group(String name, int classes, int drawers, double alike, Random random) {
        float[] shared = gaussian(random, new float[DIMENSION], alike);
        List<EmbeddedClass> drawn = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            float[] centre = gaussian(random, shared, 1);
            float[][] rows = new float[drawers][];
            for (int drawer = 0; drawer < drawers; drawer++) {
                rows[drawer] = toUnitLength(gaussian(random, centre, 0.5));
            }
            drawn.add(new EmbeddedClass(name, "c" + i, rows));
        }
        return drawn;
    }
}
