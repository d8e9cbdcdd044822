package io.siamese.testbed.demo;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Names somebody, or something, to tell apart.
 *
 * @param images each gives the bytes of one PNG or JPEG, anew at every call
 */
record DemoSubject(String name, List<Callable<byte[]>> images) {

    DemoSubject {
        images = List.copyOf(images);
    }

    byte[] readImage(int index) {
        try {
            return images.get(index).call();
        } catch (Exception e) {
            throw new IllegalStateException("image " + index + " of " + name + " cannot be read: " + e.getMessage(), e);
        }
    }
}
