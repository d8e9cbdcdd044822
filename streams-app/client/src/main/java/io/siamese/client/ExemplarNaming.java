package io.siamese.client;

import io.siamese.schemas.key.ExemplarKey;
import java.nio.file.Path;
import java.text.Normalizer;

/**
 * Names exemplars by where their files lie: the file's name is the exemplar, the leaf folder's path below the root is the
 * subject, so that equal leaf names in two folders stay two subjects. Names are brought into normalization form C, because
 * the contract allows no other, and file systems and keyboards of macOS give decomposed letters.
 */
public final class ExemplarNaming {

    private final Path root;
    private final String gallery;

    public ExemplarNaming(Path root, String gallery) {
        this.root = root.toAbsolutePath().normalize();
        this.gallery = nfc(gallery);
    }

    /**
     * Makes a key of names that people typed.
     *
     * @param subject empty for a whole gallery
     * @param exemplar empty for all of a subject
     * @throws IllegalArgumentException if the contract allows no such name; says which
     */
    public static ExemplarKey key(String gallery, String subject, String exemplar) {
        return new ExemplarKey(nfc(gallery), nfc(subject), nfc(exemplar));
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

    /** The one spelling of a name that the contract allows. */
    public static String nfc(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
