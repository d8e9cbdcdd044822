package io.siamese.schemas.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class JsonLineReaderTest {

    @Test
    void readsWhatTheTopicHoldsAndKeepsKeyAndNull() {
        // When
        List<ProducerRecord<byte[], byte[]>> records = read(
                Map.of("topic", "prod.policies", "null.marker", "NULL"), "office\t{\"targetFmr\": 0.01}\nyard\tNULL\n");

        // Then
        assertThat(records).hasSize(2);
        assertThat(records.get(0).key()).isEqualTo("office".getBytes(UTF_8));
        assertThat(new JsonDeserializer().deserialize("policies", records.get(0).value()))
                .startsWith("{\"gallery\":\"\",\"targetFmr\":0.01,\"targetFpir\":null")
                .contains("\"fusion\":\"BEST\",\"candidates\":5");
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    void readsWhatItIsToldWhereTheTopicDoesNotTell() {
        List<ProducerRecord<byte[], byte[]>> records =
                read(Map.of("topic", "faces", "record", "Probe"), "a\t{\"gallery\": \"office\"}\n");

        assertThat(new JsonDeserializer().deserialize("faces", records.get(0).value()))
                .startsWith("{\"imageId\":\"\",\"gallery\":\"office\"");
    }

    @Test
    void refusesATopicOrRecordThatItDoesNotKnow() {
        assertThatThrownBy(() -> read(Map.of("topic", "faces"), ""))
                .isInstanceOf(ConfigException.class)
                .hasMessage("topic faces does not tell what its values are: set record to one of"
                        + " [EncoderRequest, Exemplar, PolicyRequest, Probe]");
        assertThatThrownBy(() -> read(Map.of("topic", "images", "record", "probe"), ""))
                .isInstanceOf(ConfigException.class)
                .hasMessage("record is probe, there are [EncoderRequest, Exemplar, PolicyRequest, Probe]");
    }

    @Test
    void namesTheLineThatItCannotRead() {
        assertThatThrownBy(() -> read(Map.of("topic", "policies"), "a\t{}\nb\t{\"candidates\": 2.5}\n"))
                .hasMessage("line 2: PolicyRequest.candidates is 2.5, wanted is a whole number of 32 bits");
    }

    @Test
    void refusesWhatIsNoUtf8() {
        byte[] latin1 = "b\u00FCro\t{}\n".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> read(Map.of("topic", "policies"), latin1)).hasMessage("line 1: not UTF-8");
    }

    private static List<ProducerRecord<byte[], byte[]>> read(Map<String, String> settings, String lines) {
        return read(settings, lines.getBytes(UTF_8));
    }

    private static List<ProducerRecord<byte[], byte[]>> read(Map<String, String> settings, byte[] lines) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("parse.key", "true");
        try (JsonLineReader reader = new JsonLineReader()) {
            reader.configure(all);
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            reader.readRecords(new ByteArrayInputStream(lines)).forEachRemaining(records::add);
            return records;
        }
    }
}
