package io.siamese.client;

import io.siamese.schemas.key.ExemplarKey;
import java.nio.file.Path;
import java.text.Normalizer;

/**
 * Names exemplars by where their files lie: the file's name is the exemplar, the leaf folder's path below the root is the
 * subject, so that equal leaf names in two folders stay two subjects. Names are brought into normalization form C, since
 * some file systems keep form D.
 */
public final class Subjects {

    private final Path root;
    private final String gallery;

    public Subjects(Path root, String gallery) {
        this.root = root.toAbsolutePath().normalize();
        this.gallery = gallery;
    }

    /** @throws IllegalArgumentException if the contract allows no such name; says which */
    public ExemplarKey key(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return new ExemplarKey(gallery, subject(absolute), name(absolute));
    }

    private String subject(Path file) {
        Path folder = file.getParent();
        if (folder == null || folder.equals(root)) {
            return name(root);
        }
        return nfc(
                root.relativize(folder).toString().replace(root.getFileSystem().getSeparator(), "/"));
    }

    /** The file's own name. */
    public static String name(Path file) {
        Path name = file.getFileName();
        return nfc(name == null ? file.toString() : name.toString());
    }

    public static String nfc(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
