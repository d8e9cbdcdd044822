package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Crop;
import io.siamese.events.Exemplar;
import io.siamese.events.Point;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming.Absent;
import io.siamese.schemas.serde.Incoming.Readable;
import io.siamese.schemas.serde.Incoming.Unreadable;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeReaderTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000");
    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8ffe0");

    private final ProbeReader reader = new ProbeReader(SchemaSource.none());
    private final EventWriter writer = new SingleObjectWriter();
    private final Headers headers = new RecordHeaders();

    @Test
    void readsWhatTheWriterWrote() {
        // Given
        Probe probe = probe().setImageId("i-1")
                .setClaimedSubject("Zoë")
                .setMinEpoch(42L)
                .setCapturedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setAttributes(Map.of("camera", "7"))
                .build();
        byte[] value = writer.write("images", probe);

        // When
        Incoming<Probe> read = reader.read(value, headers);

        // Then
        assertThat(value).startsWith(0xC3, 0x01);
        assertThat(read).isEqualTo(new Readable<>(probe, value));
    }

    @Test
    void takesABareImageByTheDefaultsOfTheContract() {
        for (byte[] image : new byte[][] {PNG, JPEG}) {
            // When
            Probe probe = readable(reader.read(image, headers));

            // Then
            assertThat(probe).isEqualTo(probe().setImage(ByteBuffer.wrap(image)).build());
            assertThat(probe.getGallery()).isEqualTo("default");
            assertThat(probe.getClaimedSubject()).isNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "WEBP, 524946463412000057454250565038",
        "GIF, 474946383961",
        "BMP, 424d360000000000000036000000280000000a000000",
        "TIFF, 49492a0008000000",
        "TIFF, 4d4d002a00000008",
        "ISO_MEDIA, 0000001866747970686569630000000068656963",
        "ISO_MEDIA, 0000001c6674797061766966000000006d696631",
        "JPEG_2000, 0000000c6a5020200d0a870a",
        "JPEG_2000, ff4fff51002f",
        "JPEG_XL, 0000000c4a584c200d0a870a",
        "JPEG_XL, ff0afa1f01"
    })
    void takesImagesOfAllFormatsWithoutAskingARegistry(ValueFormat format, String hex) {
        byte[] image = HexFormat.of().parseHex(hex);

        assertThat(ValueFormat.of(image)).isEqualTo(format);
        assertThat(readable(reader.read(image, headers)).getImage()).isEqualTo(ByteBuffer.wrap(image));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"00000018667479", "0000001866747970", "000000186674797000000001", "0000000c6a503200"})
    void takesOtherValuesThatBeginWithZeroAsARegistrysFormat(String hex) {
        assertThat(ValueFormat.of(HexFormat.of().parseHex(hex))).isEqualTo(ValueFormat.REGISTRY);
    }

    @Test
    void takesABareImageAsItsHeadersSay() {
        // Given
        headers.add("gallery", "staff".getBytes(UTF_8))
                .add("claimed-subject", "Zo%".getBytes(UTF_8))
                .add("claimed-subject", "Zoë".getBytes(UTF_8))
                .add("min-epoch", "-1".getBytes(UTF_8));

        // When
        Probe probe = readable(reader.read(PNG, headers));

        // Then
        assertThat(probe.getGallery()).isEqualTo("staff");
        assertThat(probe.getClaimedSubject()).isEqualTo("Zoë");
        assertThat(probe.getMinEpoch()).isEqualTo(-1);
    }

    @ParameterizedTest(name = "{0} of bytes {1}")
    @CsvSource({
        "gallery, ff",
        "gallery, ''",
        "gallery, 65cc81",
        "claimed-subject, ''",
        "claimed-subject, c3",
        "min-epoch, ''",
        "min-epoch, 2b31",
        "min-epoch, 312e35",
        "min-epoch, d9a1",
        "min-epoch, 39393939393939393939393939393939393939"
    })
    void refusesABareImageWhoseHeaderIsMalformed(String header, String hex) {
        // Given
        headers.add(header, HexFormat.of().parseHex(hex));

        // When
        Incoming<Probe> read = reader.read(PNG, headers);

        // Then
        assertThat(unreadable(read).reason()).isEqualTo(Reasons.MALFORMED_HEADER);
        assertThat(unreadable(read).detail()).contains(header);
        assertThat(unreadable(read).raw()).isSameAs(PNG);
    }

    @ParameterizedTest(name = "header {0} is null")
    @ValueSource(strings = {"gallery", "claimed-subject", "min-epoch"})
    void refusesABareImageWhoseHeaderHasNoValue(String header) {
        // Given
        headers.add(header, null);

        // When
        Incoming<Probe> read = reader.read(PNG, headers);

        // Then
        assertThat(unreadable(read).reason()).isEqualTo(Reasons.MALFORMED_HEADER);
        assertThat(unreadable(read).detail()).contains(header);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "'', EMPTY_IMAGE",
        "89, UNDECODABLE",
        "255044462d31, UNDECODABLE",
        "7b7d, UNDECODABLE",
        "c302, UNDECODABLE",
        "c301, UNDECODABLE",
        "c30101020304050607, UNDECODABLE",
        "c3010102030405060708, UNKNOWN_SCHEMA",
        "00, UNDECODABLE",
        "00000001, UNDECODABLE",
        "0000000001, NO_REGISTRY"
    })
    void tellsValuesApartByTheirFirstBytes(String hex, String reason) {
        assertThat(unreadable(reader.read(HexFormat.of().parseHex(hex), headers))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void takesANullAsAbsent() {
        assertThat(reader.read(null, headers)).isEqualTo(new Absent<>());
    }

    @Test
    void refusesEveryTruncationAndAnythingAfterTheEnd() {
        // Given
        byte[] value = writer.write("images", probe().build());

        for (int length = 10; length < value.length; length++) {
            // When
            Incoming<Probe> read = reader.read(Arrays.copyOf(value, length), headers);

            // Then
            assertThat(unreadable(read).reason()).isEqualTo(Reasons.UNDECODABLE);
        }
        assertThat(unreadable(reader.read(Arrays.copyOf(value, value.length + 1), headers))
                        .detail())
                .contains("after the end");
    }

    @Test
    void refusesAnotherRecordOfTheContract() {
        // Given
        byte[] value =
                writer.write("images", Exemplar.newBuilder().setSubject("alice").build());

        // When
        Unreadable<Probe> read = unreadable(reader.read(value, headers));

        // Then
        assertThat(read.reason()).isEqualTo(Reasons.UNDECODABLE);
        assertThat(read.detail()).contains("io.siamese.events.Exemplar");
    }

    @ParameterizedTest(name = "{0} bytes of attributes are {1}")
    @CsvSource({"16384, true", "16385, false", "20480, false"})
    void refusesAttributesBeyondTheirLimit(int bytes, boolean allowed) {
        // Given
        String text = "é".repeat((bytes - 1) / 2) + "x".repeat((bytes - 1) % 2);
        byte[] value =
                writer.write("images", probe().setAttributes(Map.of("k", text)).build());

        // When
        Incoming<Probe> read = reader.read(value, headers);

        // Then
        assertThat(read instanceof Readable).isEqualTo(allowed);
        if (!allowed) {
            assertThat(unreadable(read).reason()).isEqualTo(Reasons.ATTRIBUTES_TOO_LARGE);
        }
    }

    @Test
    void readsAProbeWhoseImageLiesElsewhere() {
        // Given
        Probe both = probe().setImageUri("https://store.example/1").build();
        Probe uriOnly = probe().setImageUri("https://store.example/1")
                .setImage(ByteBuffer.allocate(0))
                .build();

        // Then
        assertThat(readable(reader.read(writer.write("images", both), headers))).isEqualTo(both);
        assertThat(readable(reader.read(writer.write("images", uriOnly), headers)))
                .isEqualTo(uriOnly);
    }

    @Test
    void refusesCropsAndPointsThatAreNone() {
        assertThat(reason(probe().setCrop(new Crop(0, 0, 0, 10)))).isEqualTo(Reasons.MALFORMED_CROP);
        assertThat(reason(probe().setCrop(new Crop(0, 0, 10, -1)))).isEqualTo(Reasons.MALFORMED_CROP);
        assertThat(reason(probe().setPoints(List.of(new Point(1f, Float.NaN))))).isEqualTo(Reasons.MALFORMED_POINTS);
        assertThat(reason(probe().setPoints(List.of(new Point(Float.POSITIVE_INFINITY, 1f)))))
                .isEqualTo(Reasons.MALFORMED_POINTS);
        assertThat(reason(probe().setPoints(Collections.nCopies(129, new Point(1f, 1f)))))
                .isEqualTo(Reasons.MALFORMED_POINTS);
        Probe most = probe().setCrop(new Crop(-5, -5, 1, 1))
                .setPoints(Collections.nCopies(128, new Point(-1f, 1f)))
                .build();
        assertThat(readable(reader.read(writer.write("images", most), headers))).isEqualTo(most);
    }

    private String reason(Probe.Builder probe) {
        return unreadable(reader.read(writer.write("images", probe.build()), headers))
                .reason();
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            crop   | 10,20,30,40           |
            crop   | -10,-20,30,40         |
            crop   | 10,20,30              | MALFORMED_HEADER
            crop   | 10,20,30,40,50        | MALFORMED_HEADER
            crop   | 10,20,30,40.5         | MALFORMED_HEADER
            crop   | 10, 20, 30, 40        | MALFORMED_HEADER
            crop   | 0,0,9999999999,10     | MALFORMED_HEADER
            crop   | ''                    | MALFORMED_HEADER
            crop   | 10,20,0,40            | MALFORMED_CROP
            points | 38.3,51.7,73.5,51.5   |
            points | -1,2                  |
            points | 1                     | MALFORMED_HEADER
            points | 1,2,3                 | MALFORMED_HEADER
            points | 1,NaN                 | MALFORMED_HEADER
            points | 1,1e9                 | MALFORMED_HEADER
            points | ''                    | MALFORMED_HEADER
            """)
    void readsCropAndPointsOfABareImageFromHeaders(String header, String value, String reason) {
        // Given
        Headers given = new RecordHeaders().add(header, value.getBytes(UTF_8));

        // When
        Incoming<Probe> probe = reader.read(PNG, given);
        Incoming<Exemplar> exemplar = new ExemplarReader(fingerprint -> Optional.empty()).read(PNG, given);

        // Then
        if (reason != null) {
            assertThat(unreadable(probe).reason()).isEqualTo(reason);
            assertThat(((Unreadable<Exemplar>) exemplar).reason()).isEqualTo(reason);
            return;
        }
        Probe asked = readable(probe);
        Exemplar kept = ((Readable<Exemplar>) exemplar).value();
        boolean isCrop = header.equals("crop");
        assertThat(isCrop ? RegionText.of(asked.getCrop()) : RegionText.of(asked.getPoints()))
                .isEqualTo(value);
        assertThat(isCrop ? RegionText.of(kept.getCrop()) : RegionText.of(kept.getPoints()))
                .isEqualTo(value);
    }

    @Test
    void refusesNamesThatNoKeyCouldHold() {
        // Given
        Probe gallery = probe().setGallery("").build();
        Probe subject = probe().setClaimedSubject("x".repeat(129)).build();

        // Then
        assertThat(unreadable(reader.read(writer.write("images", gallery), headers))
                        .reason())
                .isEqualTo(Reasons.MALFORMED_GALLERY);
        assertThat(unreadable(reader.read(writer.write("images", subject), headers))
                        .reason())
                .isEqualTo(Reasons.MALFORMED_SUBJECT);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsWhateverTheBytes(long seed) {
        // Given
        Random random = new Random(seed);
        byte[] valid = writer.write(
                "images", probe().setAttributes(Map.of("a", "b", "c", "d")).build());

        for (int i = 0; i < 10_000; i++) {
            byte[] value = valid.clone();
            int from = random.nextBoolean() ? 10 : 0;
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                value[from + random.nextInt(value.length - from)] = (byte) random.nextInt();
            }
            // When
            Incoming<Probe> read = reader.read(value, headers);

            // Then
            assertThat(read).isNotInstanceOf(Absent.class);
        }
    }

    @ParameterizedTest(name = "a length of {0}")
    @ValueSource(longs = {Integer.MAX_VALUE - 8, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void refusesAClaimOfHugeLengthWithoutAllocatingIt(long length) {
        // Given: every length or count of the record in turn is the claimed one
        byte[] value = writer.write("images", probe().build());
        byte[] claim = zigZag(length);

        for (int at = 10; at < value.length; at++) {
            byte[] bomb = Arrays.copyOf(value, at + claim.length);
            System.arraycopy(claim, 0, bomb, at, claim.length);
            // When
            Incoming<Probe> read = reader.read(bomb, headers);

            // Then
            assertThat(unreadable(read).reason()).isEqualTo(Reasons.UNDECODABLE);
        }
    }

    private static byte[] zigZag(long number) {
        long rest = number << 1 ^ number >> 63;
        byte[] bytes = new byte[10];
        int length = 0;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return Arrays.copyOf(bytes, length);
    }

    private static Probe.Builder probe() {
        return Probe.newBuilder().setImage(ByteBuffer.wrap(PNG));
    }

    private static Probe readable(Incoming<Probe> incoming) {
        assertThat(incoming).isInstanceOf(Readable.class);
        return ((Readable<Probe>) incoming).value();
    }

    private static Unreadable<Probe> unreadable(Incoming<Probe> incoming) {
        assertThat(incoming).isInstanceOf(Unreadable.class);
        return (Unreadable<Probe>) incoming;
    }
}
