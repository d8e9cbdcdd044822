package io.siamese.service.batching;

import io.siamese.service.flow.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Carries the records of a chunk from stage to stage of their work, in their order. A stage sees only the records that no
 * earlier stage has rejected, and a rejected record keeps its reason to the end:
 *
 * <pre>{@code
 * Chunk.from(records).mapEach(this::read).mapEach(this::decode).mapTogether(this::embed).toList(Answer::new)
 * }</pre>
 *
 * @param <R> what stays with each record from the first stage to the last
 * @param <T> value of the latest stage
 */
public final class Chunk<R, T> {
    private record Item<R, T>(R record, Result<T> result) {}

    private final List<Item<R, T>> items;

    private Chunk(List<Item<R, T>> items) {
        this.items = items;
    }

    /** Begins with the records themselves as values. */
    public static <R> Chunk<R, R> from(List<R> records) {
        return new Chunk<>(records.stream()
                .map(record -> new Item<>(record, (Result<R>) new Result.Success<>(record)))
                .toList());
    }

    /** Applies a stage to one record after the other. */
    public <U> Chunk<R, U> mapEach(Function<? super T, Result<U>> stage) {
        return new Chunk<>(items.stream()
                .map(item -> new Item<>(item.record(), item.result().flatMap(stage)))
                .toList());
    }

    /**
     * Applies a stage to all records together that are left.
     *
     * @param stage gives as many results as it takes values, in their order; not called where no record is left
     */
    public <U> Chunk<R, U> mapTogether(Function<List<T>, List<Result<U>>> stage) {
        List<T> values = new ArrayList<>(items.size());
        items.forEach(item -> item.result().ifSuccess(values::add));
        List<Result<U>> results = values.isEmpty() ? List.of() : stage.apply(values);
        if (results.size() != values.size()) {
            throw new IllegalStateException(results.size() + " results of " + values.size() + " records");
        }
        var next = results.iterator();
        return mapEach(value -> next.next());
    }

    /** Ends the work: makes one thing of each record and its result, in their order. */
    public <V> List<V> toList(BiFunction<? super R, ? super Result<T>, ? extends V> end) {
        List<V> ends = new ArrayList<>(items.size());
        items.forEach(item -> ends.add(end.apply(item.record(), item.result())));
        return ends;
    }
}
