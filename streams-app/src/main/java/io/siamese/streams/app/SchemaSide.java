package io.siamese.streams.app;

import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.streams.config.AppConfig;
import io.siamese.streams.topology.EventSerdes;

/** Where schemas are found and published. */
final class SchemaSide implements AutoCloseable {
    private final EventSerdes serdes;

    SchemaSide(AppConfig config) {
        serdes = new EventSerdes(SchemaSource.none(), null, new SingleObjectWriter());
    }

    EventSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {}
}
