package io.siamese.service.fetching;

import io.siamese.schemas.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Reads images from files below a folder. Links are followed as long as they stay below it. Thread-safe. */
final class FileImages {
    /** Bytes of the longest name and the longest path of the usual file systems. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4_095;

    private final int maxBytes;

    FileImages(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    FetchAnswer fetch(ImageLocation location) {
        try {
            Path root = realFolder(location);
            Path file = Path.of(location.uri());
            FetchAnswer answer =
                    isTooLong(file) ? new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND) : readBelow(file, root);
            if (answer instanceof FetchAnswer.Refused) {
                // The share may have gone since.
                realFolder(location);
            }
            return answer;
        } catch (IOException e) {
            // The folder itself is gone: a share that is not mounted says nothing about its images.
            return new FetchAnswer.Failed(
                    "the folder cannot be read: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            return new FetchAnswer.Refused(Reasons.IMAGE_URI_NOT_ALLOWED);
        }
    }

    private static Path realFolder(ImageLocation location) throws IOException {
        return Path.of(location.prefix()).toRealPath();
    }

    private static boolean isTooLong(Path file) {
        boolean isLongName = false;
        for (Path name : file) {
            isLongName |= encodedLength(name.toString()) > LONGEST_NAME;
        }
        return isLongName || encodedLength(file.toString()) > LONGEST_PATH;
    }

    private static int encodedLength(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private FetchAnswer readBelow(Path file, Path root) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                return new FetchAnswer.Refused(Reasons.IMAGE_URI_NOT_ALLOWED);
            }
            // A pipe or a device would keep the reader for ever.
            return Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? readFile(real)
                    : new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND);
        } catch (NoSuchFileException | AccessDeniedException e) {
            return new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND);
        } catch (IOException e) {
            return isNoPath(file)
                    ? new FetchAnswer.Refused(Reasons.IMAGE_NOT_FOUND)
                    : new FetchAnswer.Failed(e.getClass().getSimpleName());
        }
    }

    /** Whether a link of a path leads round, or a file stands where a folder should. The words of the system depend on its language. */
    private static boolean isNoPath(Path file) {
        try {
            boolean isNone = leadsRound(file);
            for (Path above = file.getParent(); above != null && !isNone; above = above.getParent()) {
                isNone = leadsRound(above) || Files.isRegularFile(above);
            }
            return isNone;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean leadsRound(Path path) throws IOException {
        Set<Path> seen = new HashSet<>();
        Path at = path;
        while (Files.isSymbolicLink(at)) {
            if (!seen.add(at)) {
                return true;
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return false;
    }

    private FetchAnswer readFile(Path file) throws IOException {
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
