package io.siamese.trainer;

import java.nio.file.NoSuchFileException;

/** What went wrong, in one line for a person. */
final class OneLine {

    private OneLine() {}

    static String of(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.lines().findFirst().orElse("");
        return failure instanceof NoSuchFileException ? "there is no " + line : line;
    }
}
