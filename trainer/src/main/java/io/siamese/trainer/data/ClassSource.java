package io.siamese.trainer.data;

import java.io.IOException;
import java.util.List;

/** Gives the classes that are trained on or measured. */
public interface ClassSource {

    /**
     * All classes, sorted by group, then name.
     *
     * @throws IOException if nothing can be read, or there is no class in it
     */
    List<EncodedClass> readClasses() throws IOException;
}
