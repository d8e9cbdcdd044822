package io.siamese.service.fetching;

import io.siamese.schemas.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Reads images from files below a folder. Links are followed as long as they stay below it. Thread-safe. */
final class FileImages {
    private final int maxBytes;

    FileImages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    FetchAnswer fetch(ImageLocation location) {
        try {
            Path root = Path.of(location.prefix()).toRealPath();
            return read(Path.of(location.uri()), root);
        } catch (IOException e) {
            // The folder itself is gone: a share that is not mounted says nothing about its images.
            return new FetchAnswer.Failed(
                    "the folder cannot be read: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            return new FetchAnswer.Refused(Reasons.IMAGE_URI_NOT_ALLOWED);
        }
    }

    private FetchAnswer read(Path file, Path root) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                return new FetchAnswer.Refused(Reasons.IMAGE_URI_NOT_ALLOWED);
            }
            // A pipe or a device would keep the reader for ever.
            return Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? bytes(real)
                    : new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND);
        } catch (NoSuchFileException | AccessDeniedException | NotDirectoryException e) {
            return new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND);
        } catch (FileSystemException e) {
            // A loop of links, or a name that the file system does not take, is answered by the file system.
            return e.getReason() == null
                    ? new FetchAnswer.Failed(e.getClass().getSimpleName())
                    : refusedOrFailed(e.getReason());
        } catch (IOException e) {
            return new FetchAnswer.Failed(e.getClass().getSimpleName());
        }
    }

    private static FetchAnswer refusedOrFailed(String reason) {
        return reason.contains("symbolic links")
                        || reason.contains("name too long")
                        || reason.contains("Not a directory")
                ? new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND)
                : new FetchAnswer.Failed(reason);
    }

    private FetchAnswer bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            return bytes.length > maxBytes
                    ? new FetchAnswer.Refused(Reasons.IMAGE_TOO_LARGE)
                    : new FetchAnswer.Found(bytes);
        }
    }

    /** Whether the folder can be read. */
    static boolean answers(ImageLocation location) {
        return Files.isDirectory(Path.of(location.prefix()));
    }
}
