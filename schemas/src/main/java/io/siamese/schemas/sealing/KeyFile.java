package io.siamese.schemas.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Reads and writes a file that holds one key: 32 bytes as base64, in a line. Its name is the key's id and {@code .key}. */
final class KeyFile {
    private static final String ENDING = ".key";
    /** A key in base64 is 44 characters, and an editor may add a line's end. */
    private static final int LONGEST = 64;

    private static final Set<PosixFilePermission> FORBIDDEN = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    /** Whether a file's name is that of a key. Others, such as those of an editor, are passed over. */
    static boolean isNamedAsKey(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) && DataKey.isId(name.substring(0, name.length() - ENDING.length()));
    }

    static Path in(Path folder, String id) {
        return folder.resolve(id + ENDING);
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the file holds none, or others than its owner and group may read it
     */
    static DataKey read(Path file) throws IOException {
        checkMode(file);
        byte[] text;
        try (var in = Files.newInputStream(file)) {
            text = in.readNBytes(LONGEST + 1);
        }
        String name = String.valueOf(file.getFileName());
        try {
            byte[] key = Base64.getDecoder().decode(new String(text, US_ASCII).trim());
            DataKey read = new DataKey(name.substring(0, name.length() - ENDING.length()), key);
            Arrays.fill(key, (byte) 0);
            return read;
        } catch (IllegalArgumentException e) {
            // What the decoder says may quote the content.
            throw new IllegalArgumentException(file + " holds no key: allowed are 32 random bytes as base64");
        }
    }

    private static void checkMode(Path file) throws IOException {
        if (!isPosix(file)) {
            return;
        }
        Set<PosixFilePermission> mode = EnumSet.copyOf(FORBIDDEN);
        mode.retainAll(Files.getPosixFilePermissions(file));
        if (!mode.isEmpty()) {
            throw new IllegalArgumentException(file + " may be read or changed by others, mode "
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + ": chmod 600 it");
        }
    }

    /**
     * Writes a new random key that its owner alone may read. It appears as a whole, and is on the disk when this returns: what
     * it encrypts would be lost without it.
     *
     * @throws FileAlreadyExistsException if there is one
     */
    static void create(Path file) throws IOException {
        byte[] key = new byte[DataKey.BYTES];
        new SecureRandom().nextBytes(key);
        Path folder = Objects.requireNonNull(file.getParent(), "a key lies in its gallery's folder");
        Path draft = Files.createTempFile(folder, ".", ".draft", attributes(file));
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer text = US_ASCII.encode(Base64.getEncoder().encodeToString(key) + "\n");
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(file.toString());
        } finally {
            Files.delete(draft);
        }
        force(folder);
        force(Objects.requireNonNull(folder.getParent(), "a gallery's folder lies in one"));
    }

    private static FileAttribute<?>[] attributes(Path file) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes a folder's entries last. Only POSIX systems open a folder. */
    private static void force(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }
}
