package io.siamese.encoder.image.file;

import java.util.Map;
import java.util.TreeMap;

/**
 * Generates a file of every kind that is read: formats, colour models, depths, compressions, orientations and profiles. The acceptance
 * tests use it too.
 */
public final class PictureKinds {
    private PictureKinds() {}

    /** Files by the names of their kinds, in the order of the names. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> kinds = new TreeMap<>();
        kinds.putAll(PngKinds.all());
        kinds.putAll(WrittenKinds.all());
        kinds.putAll(TaggedKinds.all());
        return kinds;
    }
}
