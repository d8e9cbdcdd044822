package io.siamese.schemas.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes resources in the reverse order of their opening, also where one of them cannot be closed.
 *
 * <p>A method that opens several resources adds each one as soon as it is open, and releases all of them once nothing can
 * fail any more. If an opening fails before that, the resources opened so far are closed:
 *
 * <pre>{@code
 * try (ResourceStack opened = new ResourceStack()) {
 *     Broker broker = opened.add(Broker.start());
 *     Client client = opened.add(Client.open(broker.address()));
 *     return new Session(client, opened.release());
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ResourceStack implements AutoCloseable {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    /** Takes a resource over, and returns it. */
    public <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Hands all resources over to a new stack, which the caller closes. Closing this stack then does nothing. */
    public ResourceStack release() {
        ResourceStack owner = new ResourceStack();
        owner.resources.addAll(resources);
        resources.clear();
        return owner;
    }

    /**
     * Closes every resource once, the latest first.
     *
     * @throws RuntimeException the first failure, with the later ones suppressed; a checked exception comes as the cause of
     *     an {@link IllegalStateException}
     */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!resources.isEmpty()) {
            failure = close(resources.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable resource, @Nullable RuntimeException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            RuntimeException failure = e instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("could not be closed: " + resource, e);
            if (earlier == null) {
                return failure;
            }
            earlier.addSuppressed(failure);
            return earlier;
        }
    }
}
