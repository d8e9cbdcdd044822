package io.siamese.trainer.run;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run that can go on: parameters, optimiser and step. Episodes and rates depend on the step alone, so nothing restarts.
 * Its file ends with the SHA-256 of what is before.
 *
 * @param run names architecture, settings and data; a resume with another one is refused
 * @param steps updates done
 * @param state of the twin trainer
 */
public record Checkpoint(String run, int steps, double cpuSeconds, byte[] state) {

    /** Folder of the parameters that validated best, beside the last ones. */
    static final String BEST = "best";

    private static final String NAME = "checkpoint.bin";
    private static final int MAGIC = 0x53_49_41_32;
    /** Without a digest, and with no select split in the name of the run. */
    private static final int OLDER_MAGIC = 0x53_49_41_31;

    /**
     * Replaces the checkpoint of the folder in one move, once it is on the disk: an interrupted write leaves the last one.
     *
     * @throws IOException naming the file, if it cannot be written; the last one is there still
     */
    void writeTo(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Path part = null;
        try {
            Files.createDirectories(folder);
            part = Files.createTempFile(folder, NAME, ".part");
            writeContent(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (part != null) {
                Files.deleteIfExists(part);
            }
            throw new IOException(
                    "the checkpoint of step " + steps + " cannot be written: " + FailureText.describe(e)
                            + (existsIn(folder) ? "; " + file + " is an earlier one" : ""),
                    e);
        }
    }

    private void writeContent(Path path) throws IOException {
        MessageDigest digest = newSha256();
        try (FileOutputStream file = new FileOutputStream(path.toFile());
                DataOutputStream out = new DataOutputStream(new DigestOutputStream(file, digest))) {
            out.writeInt(MAGIC);
            out.writeUTF(run);
            out.writeInt(steps);
            out.writeDouble(cpuSeconds);
            out.writeInt(state.length);
            out.write(state);
            out.flush();
            file.write(digest.digest());
            file.getFD().sync();
        }
    }

    public static boolean existsIn(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** @throws IOException if it cannot be read, is damaged, or belongs to another run; the message says which */
    static Checkpoint readFrom(Path folder, String run) throws IOException {
        Path file = folder.resolve(NAME);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            int magic = readMagic(in, file);
            Checkpoint saved = content(in);
            boolean same = saved.run.equals(run) || magic == OLDER_MAGIC && run.startsWith(saved.run + ",");
            if (!same) {
                throw new IOException(file + " belongs to another run: " + RunNames.difference(saved.run, run));
            }
            return saved;
        } catch (EOFException | UTFDataFormatException e) {
            throw damaged(file, e);
        }
    }

    /**
     * Reads the checkpoint of whichever run.
     *
     * @throws IOException if it cannot be read, is damaged, or has no digest that proves its record
     */
    static Checkpoint readFrom(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (readMagic(in, file) == OLDER_MAGIC) {
                throw new IOException(file + " is of an earlier build, and has no digest");
            }
            return content(in);
        } catch (EOFException | UTFDataFormatException e) {
            throw damaged(file, e);
        }
    }

    private static int readMagic(DataInputStream in, Path file) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC && magic != OLDER_MAGIC) {
            throw new IOException(file + " is no checkpoint of this version");
        }
        if (magic == MAGIC) {
            checkDigest(file);
        }
        return magic;
    }

    private static Checkpoint content(DataInputStream in) throws IOException {
        return new Checkpoint(in.readUTF(), in.readInt(), in.readDouble(), readState(in));
    }

    private static byte[] readState(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] state = in.readNBytes(Math.max(0, length));
        if (state.length != length) {
            throw new EOFException();
        }
        return state;
    }

    private static void checkDigest(Path file) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = Files.newInputStream(file)) {
            long left = Files.size(file) - digest.getDigestLength();
            byte[] buffer = new byte[1 << 16];
            while (left > 0) {
                int read = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                digest.update(buffer, 0, read);
                left -= read;
            }
            if (!Arrays.equals(in.readAllBytes(), digest.digest())) {
                throw damaged(file, null);
            }
        }
    }

    private static IOException damaged(Path file, @Nullable IOException cause) {
        Path best = file.resolveSibling(BEST);
        String way = existsIn(best)
                ? "copy " + best.resolve(NAME) + " over it to go on from the best step so far"
                : "delete it to go on without it";
        return new IOException(file + " is damaged or not whole: " + way, cause);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
