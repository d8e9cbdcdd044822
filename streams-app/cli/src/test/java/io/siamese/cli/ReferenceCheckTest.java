package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ReferenceCheckTest {
    /** Marker and fingerprint of single-object encoding. */
    private static final int HEADER = 10;

    @Test
    void findsTheReferenceOfAnExemplarWhoseSchemaIsInAHeader() {
        // Given
        Exemplar exemplar = Exemplar.newBuilder()
                .setImageUri("https://store.example/images/a.png")
                .build();
        byte[] written = new SingleObjectWriter().write("exemplars", exemplar);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("exemplars", 0, 7, null, Arrays.copyOfRange(written, HEADER, written.length));
        record.headers().add("__value_schema_id", new byte[] {0, 0, 0, 0, 5});
        ExemplarReader reader = new ExemplarReader(SchemaSource.none(), id -> Optional.of(Exemplar.getClassSchema()));

        // Then
        assertThat(ReferenceCheck.reference(reader, record)).hasToString("exemplars-0-7");
    }
}
