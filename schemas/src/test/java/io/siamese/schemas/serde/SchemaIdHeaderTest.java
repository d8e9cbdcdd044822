package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Exemplar;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaIdHeaderTest {

    private static final String GUID = "0123456789abcdef0123456789abcdef";

    /** Knows every record by its GUID and as number 7. */
    private record OneSchema(Schema schema) implements RegistrySchemas {

        @Override
        public Optional<Schema> byId(int id) {
            return id == 7 ? Optional.of(schema) : Optional.empty();
        }

        @Override
        public Optional<Schema> byGuid(UUID guid) {
            return guid.equals(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"))
                    ? Optional.of(schema)
                    : Optional.empty();
        }
    }

    private final ProbeReader probes = new ProbeReader(SchemaSource.none(), new OneSchema(Probe.getClassSchema()));
    private final Probe probe = Probe.newBuilder()
            .setClaimedSubject("alice")
            .setImage(ByteBuffer.wrap(new byte[] {1}))
            .build();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "__value_schema_id, 01" + GUID,
        "__value_schema_id, 0000000007",
        "apicurio.value.contentId, 0000000000000007"
    })
    void readsAvroBinaryWhoseSchemaIsNamedInAHeader(String header, String id) {
        // Given: no image id, so that the value begins with 00 as a registry's format does
        byte[] value = binary(probe);

        // When
        Incoming<Probe> read = probes.read(value, headers(header, id));

        // Then
        assertThat(value).startsWith(0);
        assertThat(read).isEqualTo(new Readable<>(probe, value));
    }

    @Test
    void readsItWhateverItsFirstByteIs() {
        // Given
        Probe named = Probe.newBuilder(probe).setImageId("claim-1").build();
        byte[] value = binary(named);

        // When
        Incoming<Probe> read = probes.read(value, headers("__value_schema_id", "01" + GUID));

        // Then
        assertThat(read).isEqualTo(new Readable<>(named, value));
    }

    @Test
    void readsEveryRecordThatPeopleWrite() {
        // Given
        Exemplar exemplar = Exemplar.newBuilder()
                .setSubject("alice")
                .setImage(probe.getImage())
                .build();
        PolicyRequest policy = PolicyRequest.newBuilder().setTargetFmr(1e-3).build();
        Headers headers = headers("__value_schema_id", "01" + GUID);

        // When
        byte[] exemplarValue = binary(exemplar);
        byte[] policyValue = binary(policy);

        // Then
        assertThat(new ExemplarReader(SchemaSource.none(), new OneSchema(Exemplar.getClassSchema()))
                        .read(exemplarValue, headers))
                .isEqualTo(new Readable<>(exemplar, exemplarValue));
        assertThat(new EventReader<>(
                                PolicyRequest.class, SchemaSource.none(), new OneSchema(PolicyRequest.getClassSchema()))
                        .read(policyValue, headers))
                .isEqualTo(new Readable<>(policy, policyValue));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "__value_schema_id, ",
        "__value_schema_id, ''",
        "__value_schema_id, 01",
        "__value_schema_id, 0100000007",
        "__value_schema_id, 00" + GUID,
        "__value_schema_id, 02" + GUID,
        "__value_schema_id, 01" + GUID + "00",
        "apicurio.value.contentId, ",
        "apicurio.value.contentId, 00000007",
        "apicurio.value.contentId, 0000000100000007",
        "apicurio.value.globalId, 0000000000000007"
    })
    void refusesAnIdThatIsNoneInsteadOfTakingTheValuesBytesForIt(String header, String id) {
        // When
        Incoming<Probe> read = probes.read(binary(probe), headers(header, id));

        // Then
        assertThat(read).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo(Reasons.MALFORMED_HEADER);
            assertThat(unreadable.detail()).contains(header);
        });
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(reason(new ProbeReader(SchemaSource.none()), "01" + GUID)).isEqualTo(Reasons.NO_REGISTRY);
        assertThat(reason(probes, "01" + "ff".repeat(16))).isEqualTo(Reasons.UNKNOWN_SCHEMA);
        assertThat(reason(probes, "0000000008")).isEqualTo(Reasons.UNKNOWN_SCHEMA);
    }

    /** Programs that pass headers on keep them where the value is of their own making. */
    @Test
    void goesByTheFirstBytesWhereNoAvroBinaryBeginsSo() {
        // Given
        Headers headers = headers("__value_schema_id", "01" + GUID);
        byte[] single = new SingleObjectWriter().write("images", probe);
        byte[] png = HexFormat.of().parseHex("89504e470d0a1a0a");

        // Then
        assertThat(probes.read(single, headers)).isEqualTo(new Readable<>(probe, single));
        assertThat(probes.read(png, headers))
                .isInstanceOfSatisfying(
                        Readable.class,
                        readable -> assertThat(((Probe) readable.value()).getImage())
                                .isEqualTo(ByteBuffer.wrap(png)));
    }

    private String reason(ProbeReader reader, String id) {
        Incoming<Probe> read = reader.read(binary(probe), headers("__value_schema_id", id));
        return ((Unreadable<Probe>) read).reason();
    }

    private static byte[] binary(SpecificRecord event) {
        byte[] single = new SingleObjectWriter().write("any", event);
        return Arrays.copyOfRange(single, 10, single.length);
    }

    private static Headers headers(String name, String hex) {
        return new RecordHeaders().add(name, hex == null ? null : HexFormat.of().parseHex(hex));
    }
}
