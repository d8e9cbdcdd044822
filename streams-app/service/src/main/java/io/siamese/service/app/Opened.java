package io.siamese.service.app;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened so far: closed in reverse order if the rest cannot be. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Everything is open and now belongs to the caller. */
    void keep() {
        opened.clear();
    }

    @Override
    public void close() {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("could not be closed: " + resource, e);
            }
        }
    }
}
