package io.siamese.service.gallerylog;

import io.siamese.service.gallery.Galleries;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The galleries as a global store of Streams. The state lives here, not in a processor: Streams restores through
 * another instance of the processor than the one that it goes on with. In memory; read anew from the log at each start.
 */
public final class GalleryStore implements StateStore {
    static final String NAME = "gallery";

    private final Galleries galleries;
    private boolean open;

    private GalleryStore(Galleries galleries) {
        this.galleries = galleries;
    }

    public static StoreBuilder<GalleryStore> builder(Galleries galleries) {
        return new Builder(galleries);
    }

    Galleries galleries() {
        return galleries;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        galleries.clear();
        open = true;
        context.register(root, (key, value) -> {
            throw new IllegalStateException("the gallery is restored through its processor");
        });
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Logging and caching do not apply: the log is the source. */
    private record Builder(Galleries galleries) implements StoreBuilder<GalleryStore> {
        @Override
        public StoreBuilder<GalleryStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<GalleryStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<GalleryStore> withLoggingEnabled(Map<String, String> config) {
            return this;
        }

        @Override
        public StoreBuilder<GalleryStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public GalleryStore build() {
            return new GalleryStore(galleries);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return NAME;
        }
    }
}
