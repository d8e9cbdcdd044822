package io.siamese.schemas.serde;

import java.util.UUID;

/** Names a schema of a registry, by one of the two ids that registries give. */
sealed interface SchemaId {

    /** Where the registry's API has the schema. */
    String apiPath();

    /** The id for people. */
    String readableId();

    /** The id in the wire format. Registries give positive ones only. */
    record Number(int number) implements SchemaId {

        @Override
        public String apiPath() {
            return "/schemas/ids/" + readableId();
        }

        @Override
        public String readableId() {
            return Integer.toString(number);
        }
    }

    /** The id in a header. It is the same in all registries of Confluent's. */
    record Guid(UUID guid) implements SchemaId {

        @Override
        public String apiPath() {
            return "/schemas/guids/" + guid;
        }

        @Override
        public String readableId() {
            return guid.toString();
        }
    }
}
