package io.siamese.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads image files up to a limit, so that a film in the folder does not fill the memory.
 *
 * @param most bytes
 */
public record FileBytes(long most) {

    /** @throws IOException with a message for people, if the file is larger or cannot be read */
    public byte[] read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > most) {
            throw new IOException("IMAGE_TOO_LARGE: " + size + " bytes, at most " + most);
        }
        return Files.readAllBytes(file);
    }
}
