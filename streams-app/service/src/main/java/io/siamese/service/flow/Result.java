package io.siamese.service.flow;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells what became of one record at a stage of its work: it has a value, or it is rejected for a reason. What is not the
 * record's fault is neither: the stage throws then.
 *
 * @param <T> value of the stage
 */
public sealed interface Result<T> {
    /** The record goes on to the next stage with a value. */
    record Success<T>(T value) implements Result<T> {
        @Override
        public <U> Result<U> flatMap(Function<? super T, Result<U>> stage) {
            return stage.apply(value);
        }

        @Override
        public <X> X fold(Function<? super T, ? extends X> onSuccess, Function<String, ? extends X> onRejection) {
            return onSuccess.apply(value);
        }

        @Override
        public void ifSuccessOrElse(Consumer<? super T> onSuccess, Consumer<String> onRejection) {
            onSuccess.accept(value);
        }
    }

    /**
     * The record goes through no further stage.
     *
     * @param reason one of {@link io.siamese.schemas.Reasons}
     */
    record Rejection<T>(String reason) implements Result<T> {
        @Override
        public <U> Result<U> flatMap(Function<? super T, Result<U>> stage) {
            return new Rejection<>(reason);
        }

        @Override
        public <X> X fold(Function<? super T, ? extends X> onSuccess, Function<String, ? extends X> onRejection) {
            return onRejection.apply(reason);
        }

        @Override
        public void ifSuccessOrElse(Consumer<? super T> onSuccess, Consumer<String> onRejection) {
            onRejection.accept(reason);
        }
    }

    /** Applies a stage to the value; a rejection passes on as it is. */
    <U> Result<U> flatMap(Function<? super T, Result<U>> stage);

    /** Turns either case into one type. */
    <X> X fold(Function<? super T, ? extends X> onSuccess, Function<String, ? extends X> onRejection);

    /** Does one thing or the other. */
    void ifSuccessOrElse(Consumer<? super T> onSuccess, Consumer<String> onRejection);

    /** Hands the value to an action, where there is one. */
    default void ifSuccess(Consumer<? super T> action) {
        ifSuccessOrElse(action, reason -> {});
    }
}
