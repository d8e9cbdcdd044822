package io.siamese.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Reads the schemas of earlier releases, whose clients need not have published them. */
final class ReleasedSchemas {
    /** The last version of the contract that was released. */
    private static final int LAST = 2;

    private ReleasedSchemas() {}

    /** The schemas of all releases of these records. */
    static List<Schema> loadAll(List<Schema> records) {
        List<Schema> schemas = new ArrayList<>();
        for (int release = 1; release <= LAST; release++) {
            for (Schema record : records) {
                String file = "/io/siamese/schemas/released/" + release + "/" + record.getName() + ".avsc";
                try (InputStream in = ReleasedSchemas.class.getResourceAsStream(file)) {
                    if (in != null) {
                        schemas.add(new Schema.Parser().parse(in));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(file + " cannot be read", e);
                }
            }
        }
        return schemas;
    }
}
