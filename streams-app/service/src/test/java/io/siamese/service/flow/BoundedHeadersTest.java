package io.siamese.service.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BoundedHeadersTest {

    private final Headers received = new RecordHeaders()
            .add("traceparent", "00-1".getBytes(UTF_8))
            .add("__value_schema_id", new byte[17])
            .add("apicurio.value.contentId", new byte[8])
            .add("apicurio.value.encoding", null)
            .add("__key_schema_id", new byte[17]);

    @Test
    void keepsFromAnotherValueWhatSaysHowThisOneIsWritten() {
        // When
        Headers headers = BoundedHeaders.forOtherValue(received);

        // Then
        assertThat(headers).extracting("key").containsExactly("traceparent", "__key_schema_id");
    }

    @Test
    void leavesTheHeadersWithTheirOwnValue() {
        // When
        Headers headers = BoundedHeaders.forSameValue(received);

        // Then
        assertThat(headers).containsExactlyElementsOf(received);
    }
}
