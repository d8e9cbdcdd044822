package io.siamese.trainer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A run that can go on: parameters, optimiser and step. Episodes and rates depend on the step alone, so nothing restarts.
 *
 * @param run names architecture, settings and data; a resume with another one is refused
 * @param steps updates done
 * @param state of the twin trainer
 */
record Checkpoint(String run, int steps, double cpuSeconds, byte[] state) {

    private static final String NAME = "checkpoint.bin";
    private static final int MAGIC = 0x53_49_41_31;

    /** Replaces the checkpoint of the folder in one move: an interrupted write leaves the last one. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, NAME, ".part");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(part))) {
            out.writeInt(MAGIC);
            out.writeUTF(run);
            out.writeInt(steps);
            out.writeDouble(cpuSeconds);
            out.writeInt(state.length);
            out.write(state);
        }
        Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** @throws IOException if it cannot be read, or belongs to another run */
    static Checkpoint read(Path folder, String run) throws IOException {
        Path file = folder.resolve(NAME);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no checkpoint of this version");
            }
            String saved = in.readUTF();
            if (!saved.equals(run)) {
                throw new IOException(file + " belongs to another run: saved " + saved + ", asked for " + run);
            }
            return new Checkpoint(saved, in.readInt(), in.readDouble(), in.readNBytes(in.readInt()));
        }
    }
}
