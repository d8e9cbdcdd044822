package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of the topic images that nobody should publish, and what the contract says of it. */
record HostileRecord(String name, ProducerRecord<byte[], byte[]> record, String outcome, String reason) {
    private static final byte[] GOOD = new StrokeCharacters(7).png(90, 0);

    static Stream<HostileRecord> all() {
        return Stream.of(
                rejected("null value", null, "NULL_VALUE"),
                rejected("empty value", new byte[0], "EMPTY_IMAGE"),
                rejected("empty image", BlackBox.probe(new byte[0], null), "EMPTY_IMAGE"),
                rejected("truncated image", Arrays.copyOf(GOOD, GOOD.length / 2), "CORRUPT_IMAGE"),
                rejected("not an image", BlackBox.probe("hello".getBytes(UTF_8), null), "UNSUPPORTED_FORMAT"),
                rejected("1 x 1 image", png(1, 1), "IMAGE_TOO_SMALL"),
                rejected("blank image", png(105, 105), "BLANK_IMAGE"),
                rejected("too many pixels", png(20_000, 1_000), "IMAGE_TOO_LARGE"),
                rejected(
                        "900 KiB of zeros in a probe",
                        BlackBox.probe(new byte[900 * 1024], null),
                        "UNSUPPORTED_FORMAT"),
                rejected("Avro cut short", Arrays.copyOf(BlackBox.probe(GOOD, null), 30), "UNDECODABLE"),
                rejected("unknown schema", new byte[] {(byte) 0xC3, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9}, "UNKNOWN_SCHEMA"),
                rejected("registry id without registry", new byte[] {0, 0, 0, 0, 1, 2}, "NO_REGISTRY"),
                rejected("attributes of 20 KiB", attributes(20 * 1024), "ATTRIBUTES_TOO_LARGE"),
                keyed("key of invalid UTF-8", new byte[] {(byte) 0xC3, 0x28}, "REJECTED", "MALFORMED_KEY"),
                keyed("key of 100 kB", new byte[100_000], "REJECTED", "MALFORMED_KEY"),
                keyed("no key", null, "NO_REFERENCE", "UNKNOWN_GALLERY"));
    }

    private static HostileRecord rejected(String name, byte[] value, String reason) {
        return new HostileRecord(name, new ProducerRecord<>("images", name.getBytes(UTF_8), value), "REJECTED", reason);
    }

    private static HostileRecord keyed(String name, byte[] key, String outcome, String reason) {
        return new HostileRecord(name, new ProducerRecord<>("images", key, probeElsewhere()), outcome, reason);
    }

    private static byte[] probeElsewhere() {
        return BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                .set("image", ByteBuffer.wrap(GOOD))
                .set("gallery", "nowhere")
                .build());
    }

    private static byte[] attributes(int bytes) {
        return BlackBox.singleObject(new GenericRecordBuilder(BlackBox.schema("Probe"))
                .set("image", ByteBuffer.wrap(GOOD))
                .set("attributes", Map.of("a", "x".repeat(bytes)))
                .build());
    }

    private static byte[] png(int width, int height) {
        BufferedImage white = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        white.createGraphics().fillRect(0, 0, width, height);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(white, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
