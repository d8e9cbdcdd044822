package io.siamese.trainer.data;

import java.util.List;

/**
 * One class as it lies on disk.
 *
 * @param files encoded images in the order of their names
 */
public record EncodedClass(String group, String name, List<EncodedFile> files) {

    public EncodedClass {
        files = List.copyOf(files);
    }

    /** Group and name, as messages have it. */
    public String groupAndName() {
        return group.isEmpty() ? name : group + "/" + name;
    }

    /** @param bytes a PNG or JPEG file; not to be written to */
    public record EncodedFile(String name, byte[] bytes) {}
}
