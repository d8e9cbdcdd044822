package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.matching.Gates;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ExemplarRequestReaderTest {
    private static final Exemplar ELSEWHERE = Exemplar.newBuilder()
            .setSubject("alice")
            .setImageUri("https://store.example/images/a.png")
            .build();

    private final ExemplarRequestReader reader = reader("encoder-1");

    private static ExemplarRequestReader reader(String encoder) {
        return new ExemplarRequestReader(
                new ExemplarReader(SchemaSource.none()), encoder, gallery -> Gates.of(Map.of()));
    }

    private static RawRecord record(String key) {
        return new RawRecord(
                "exemplars",
                0,
                7,
                key.getBytes(UTF_8),
                new SingleObjectWriter().write("exemplars", ELSEWHERE),
                new RecordHeaders(),
                0);
    }

    @Test
    void saysWhereAnImageLiesOnlyIfItsRecordIsNotRefused() {
        assertThat(reader.reference(record("default/alice/1"))).hasToString("Optional[exemplars-0-7]");
        assertThat(reader.reference(record("default/bob/1"))).isEmpty();
        assertThat(reader.reference(record("default/alice/"))).isEmpty();
        assertThat(reader.reference(record("alice"))).isEmpty();
    }

    @Test
    void hasAnImageFetchedForItsOwnEncoder() {
        RawRecord record = record("default/alice/1");

        assertThat(reader("encoder-2").reference(record))
                .isNotEqualTo(reader.reference(record))
                .isEqualTo(reader("encoder-2").reference(record));
    }
}
