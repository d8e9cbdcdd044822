package io.siamese.trainer.data.madeup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds which strokes of several drawings of one character are the same stroke, because people draw strokes in other
 * orders and directions.
 *
 * <ol>
 *   <li>Only drawings with the commonest number of strokes count, and it is {@value #MOST_STROKES} at most.
 *   <li>Strokes are paired so that the mean squared distance of their points is least, over all orders and both directions.
 *   <li>The drawing that is nearest to all others is what the others are paired with.
 *   <li>A drawing more than {@value #FAR} times as far from it as the median is left out.
 * </ol>
 */
final class StrokeAlignment {

    private static final int MOST_STROKES = 5;
    private static final int FEWEST_DRAWINGS = 6;
    private static final double FAR = 2.5;

    /** One drawing with its strokes in the order and direction of the reference. */
    private record Paired(List<Polyline> strokes, double distance) {}

    private StrokeAlignment() {}

    /** The character, or nothing where too few drawings agree. */
    static Optional<RecordedCharacter> alignStrokes(List<List<Polyline>> drawings) {
        Map<Integer, List<List<Polyline>>> byCount = drawings.stream().collect(Collectors.groupingBy(List::size));
        List<List<Polyline>> agreed = byCount.values().stream()
                .max(Comparator.<List<List<Polyline>>>comparingInt(List::size)
                        .thenComparing(same -> -same.get(0).size()))
                .orElse(List.of());
        if (agreed.size() < FEWEST_DRAWINGS || agreed.get(0).size() > MOST_STROKES) {
            return Optional.empty();
        }
        List<List<Integer>> orders = permutations(agreed.get(0).size());
        Function<List<Polyline>, List<Paired>> paired = reference -> agreed.stream()
                .map(each -> pairStrokes(reference, each, orders))
                .toList();
        List<Paired> nearest = agreed.stream()
                .map(paired)
                .min(Comparator.comparingDouble(StrokeAlignment::sum))
                .orElseThrow();
        return character(nearest);
    }

    private static double sum(List<Paired> all) {
        return all.stream().mapToDouble(Paired::distance).sum();
    }

    private static Optional<RecordedCharacter> character(List<Paired> all) {
        double median = all.stream().mapToDouble(Paired::distance).sorted().toArray()[all.size() / 2];
        List<Paired> near =
                all.stream().filter(each -> each.distance <= FAR * median).toList();
        if (near.size() < FEWEST_DRAWINGS) {
            return Optional.empty();
        }
        return Optional.of(new RecordedCharacter(IntStream.range(
                        0, near.get(0).strokes.size())
                .mapToObj(stroke -> new RecordedShape(
                        near.stream().map(each -> each.strokes.get(stroke)).toList()))
                .toList()));
    }

    private static Paired pairStrokes(List<Polyline> reference, List<Polyline> drawing, List<List<Integer>> orders) {
        int count = reference.size();
        double[][] distances = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                distances[i][j] = distance(reference.get(i), directed(drawing.get(j), reference.get(i)));
            }
        }
        Function<List<Integer>, Double> total = order -> IntStream.range(0, count)
                .mapToDouble(i -> distances[i][order.get(i)])
                .sum();
        List<Integer> best = orders.stream().min(Comparator.comparing(total)).orElseThrow();
        List<Polyline> strokes = IntStream.range(0, count)
                .mapToObj(i -> directed(drawing.get(best.get(i)), reference.get(i)))
                .toList();
        return new Paired(strokes, total.apply(best));
    }

    /** The stroke, or the stroke backwards, whichever is nearer to the reference. */
    private static Polyline directed(Polyline stroke, Polyline reference) {
        Polyline backwards = stroke.backwards();
        return distance(backwards, reference) < distance(stroke, reference) ? backwards : stroke;
    }

    private static double distance(Polyline one, Polyline other) {
        double sum = 0;
        for (int i = 0; i < one.x().length; i++) {
            double right = one.x()[i] - other.x()[i];
            double down = one.y()[i] - other.y()[i];
            sum += right * right + down * down;
        }
        return sum / one.x().length;
    }

    private static List<List<Integer>> permutations(int count) {
        if (count == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> longer = new ArrayList<>();
        for (List<Integer> shorter : permutations(count - 1)) {
            for (int place = 0; place < count; place++) {
                List<Integer> order = new ArrayList<>(shorter);
                order.add(place, count - 1);
                longer.add(order);
            }
        }
        return longer;
    }
}
