package io.siamese.schemas.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonDeserializerTest {
    private final JsonDeserializer deserializer = new JsonDeserializer();
    private final SingleObjectWriter writer = new SingleObjectWriter();

    @Test
    void showsAnyRecordOfTheContract() {
        MatchDecision decision =
                MatchDecision.newBuilder().setOutcome(Outcome.MATCH).build();
        Probe probe = Probe.newBuilder().setGallery("office").build();

        assertThat(deserializer.deserialize("any", writer.write("any", decision)))
                .contains("\"outcome\":\"MATCH\"");
        assertThat(deserializer.deserialize("any", writer.write("any", probe))).contains("\"gallery\":\"office\"");
    }

    @Test
    void saysWhatABareImageIsAndHasNothingToSayOfNull() {
        byte[] png = {(byte) 0x89, 0x50, 0x4E, 0x47};

        assertThat(deserializer.deserialize("images", png)).isEqualTo("{\"image\":\"PNG\",\"bytes\":4}");
        assertThat(deserializer.deserialize("images", null)).isNull();
        assertThat(deserializer.deserialize("exemplars", "null".getBytes(UTF_8)))
                .isEqualTo("null");
    }

    @Test
    void leavesSchemasAsTheyAre() {
        assertThat(deserializer.deserialize("dev.schemas", "{\"type\":\"record\"}".getBytes(UTF_8)))
                .isEqualTo("{\"type\":\"record\"}");
    }

    @Test
    void saysWhyItCannotReadWhatItCannot() {
        byte[] whole =
                writer.write("images", Probe.newBuilder().setGallery("office").build());
        byte[] unknown = whole.clone();
        unknown[5] ^= 1;

        assertThat(deserializer.deserialize("images", Arrays.copyOf(whole, whole.length - 3)))
                .startsWith("{\"unreadable\":\"UNDECODABLE\",\"detail\":\"not the Avro binary of its schema")
                .endsWith("\"bytes\":" + (whole.length - 3) + "}");
        assertThat(deserializer.deserialize("images", unknown)).startsWith("{\"unreadable\":\"UNKNOWN_SCHEMA\"");
        assertThat(deserializer.deserialize("images", new byte[0])).startsWith("{\"unreadable\":\"UNDECODABLE\"");
    }
}
