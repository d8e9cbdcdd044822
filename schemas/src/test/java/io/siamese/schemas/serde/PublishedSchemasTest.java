package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Probe;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedSchemasTest {

    private static final Schema PROBE = Probe.getClassSchema();
    private static final long FINGERPRINT = SchemaNormalization.parsingFingerprint64(PROBE);
    private static final byte[] KEY = Fingerprint.keyText(FINGERPRINT).getBytes(UTF_8);
    private static final byte[] JSON = PROBE.toString().getBytes(UTF_8);

    private final PublishedSchemas published = new PublishedSchemas();

    @Test
    void findsWhatWasPublished() {
        // When
        published.applyRecord(KEY, JSON, 0);

        // Then
        assertThat(published.find(FINGERPRINT)).contains(PROBE);
    }

    @Test
    void findsNoMoreWhatWasWithdrawn() {
        // Given
        published.applyRecord(KEY, JSON, 0);

        // When
        published.applyRecord(KEY, null, 1);

        // Then
        assertThat(published.find(FINGERPRINT)).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0000000000000000 | '\"string\"'",
                "8f014872634503c7 | '{\"type\":'",
                "'' | '\"string\"'",
                "not-hex | ''",
                "8F014872634503C7 | '\"string\"'",
                "8f014872634503c7 | '{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"f\",\"type\":\"int\",\"default\":\"x\"}]}'"
            })
    void leavesOutWhatIsNotTheSchemaOfItsKey(String key, String value) {
        // When
        published.applyRecord(key.getBytes(UTF_8), value.getBytes(UTF_8), 0);

        // Then
        assertThat(published.find(0x8F014872634503C7L)).isEmpty();
    }

    @Test
    void takesTheKeyAsTheSpecificationWritesIt() {
        published.applyRecord("8f014872634503c7".getBytes(UTF_8), "\"string\"".getBytes(UTF_8), 0);

        assertThat(published.find(0x8F014872634503C7L)).contains(Schema.create(Schema.Type.STRING));
    }

    @Test
    void outlivesTextThatNestsWithoutEnd() {
        // Given
        String nested = "{\"type\":\"array\",\"items\":".repeat(100_000);

        // When
        published.applyRecord(KEY, nested.getBytes(UTF_8), 0);
        published.applyRecord(null, JSON, 1);

        // Then
        assertThat(published.find(FINGERPRINT)).isEmpty();
    }
}
