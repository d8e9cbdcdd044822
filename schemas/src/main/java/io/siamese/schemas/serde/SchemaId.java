package io.siamese.schemas.serde;

import java.util.UUID;

/** Names a schema of a registry, by one of the two ids that registries give. */
sealed interface SchemaId {

    /** Where the registry's API has the schema. */
    String path();

    /** The id for people. */
    String text();

    /** The id in the wire format. Registries give positive ones only. */
    record Number(int number) implements SchemaId {

        @Override
        public String path() {
            return "/schemas/ids/" + text();
        }

        @Override
        public String text() {
            return Integer.toString(number);
        }
    }

    /** The id in a header. It is the same in all registries of Confluent's. */
    record Guid(UUID guid) implements SchemaId {

        @Override
        public String path() {
            return "/schemas/guids/" + guid;
        }

        @Override
        public String text() {
            return guid.toString();
        }
    }
}
