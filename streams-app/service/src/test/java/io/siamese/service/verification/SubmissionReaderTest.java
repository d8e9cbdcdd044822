package io.siamese.service.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Probe;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.batching.RawRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SubmissionReaderTest {
    private static final Probe ELSEWHERE = Probe.newBuilder()
            .setImageId("probe-1")
            .setImageUri("https://store.example/images/a.png")
            .build();

    private final SubmissionReader reader = new SubmissionReader(new ProbeReader(SchemaSource.none()));

    private static RawRecord record(byte[] key) {
        return new RawRecord(
                "images", 3, 41, key, new SingleObjectWriter().write("images", ELSEWHERE), new RecordHeaders(), 0);
    }

    @Test
    void saysWhereAnImageLiesOnlyIfItsRecordIsNotRefused() {
        assertThat(reader.reference(record("probe-1".getBytes(UTF_8)))).hasToString("Optional[images-3-41]");
        assertThat(reader.reference(record(null))).hasToString("Optional[images-3-41]");
        assertThat(reader.reference(record("another".getBytes(UTF_8)))).isEmpty();
        assertThat(reader.reference(record(new byte[] {(byte) 0xff}))).isEmpty();
        assertThat(reader.reference(record(new byte[0]))).isEmpty();
    }
}
