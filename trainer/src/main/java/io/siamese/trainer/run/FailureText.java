package io.siamese.trainer.run;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong, in one line for a person. */
public final class FailureText {

    private FailureText() {}

    public static String describe(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.lines().findFirst().orElse("");
        if (failure instanceof NoSuchFileException) {
            return "there is no " + line;
        }
        if (failure instanceof FileAlreadyExistsException) {
            return line + " is a file, and a folder is needed there";
        }
        return failure instanceof AccessDeniedException ? line + " must not be read or written by this user" : line;
    }
}
