package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every picture of shared/cases goes through the topics as its README says: bare, in a probe, and as an exemplar. */
@Timeout(300)
class SharedCasesIT {
    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @BeforeEach
    void needsTheCases() {
        SharedCases.folder();
    }

    private static BlackBox client() {
        return RUNNING.client();
    }

    /** A bare image that claims a subject. */
    private static ProducerRecord<byte[], byte[]> bare(String id, byte[] image, String subject) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("images", id.getBytes(UTF_8), image);
        record.headers().add("claimed-subject", subject.getBytes(UTF_8));
        return record;
    }

    private static float similarity(GenericRecord decision) {
        List<?> candidates = (List<?>) decision.get("candidates");
        return (Float) ((GenericRecord) candidates.get(0)).get("similarity");
    }

    @ParameterizedTest(name = "{0} is like {1}")
    @CsvSource({
        "j14-baseline-SOS-says-0-0.jpg, 00-good-glyph.jpg, 0.999",
        "j15-padding-before-restart-markers.jpg, 00-good-restart.jpg, 0.999",
        "j16-jfif-and-adobe-transform-2.jpg, 00-good-photo.jpg, 0.999",
        "j06-exif-444-component-ids-0-1-2.jpg, 00-good-photo.jpg, 0.98",
        "j07-cmyk-adobe.jpg, 00-good-photo.jpg, 0.98",
        "j09-exif-orientation-6-of-the-good-glyph.jpg, 00-good-glyph.jpg, 0.98",
        "f01-webp.jpg, 00-good-glyph.png, 0.95",
        "p01-text-chunk-with-wrong-crc.png, 00-good-glyph.png, 0.999",
        "p04-12-bit-sensor-in-16-bit-png.png, 00-good-glyph.png, 0.98",
        "p05-white-ink-on-transparent.png, 00-good-glyph.png, 0.98"
    })
    void isDecidedAsTheGoodPictureIs(String file, String good, float least) {
        // Given
        byte[] image = SharedCases.read(file);
        Object enrolled = client().enrolled("default/" + file + "/1", SharedCases.read(good))
                .get("status");
        assertThat(enrolled.toString()).isIn("ENROLLED", "FLAGGED");

        // When
        GenericRecord ofBare = client().decided(bare(file, image, file));
        GenericRecord ofProbe = client().decided(file, BlackBox.probe(image, file));
        GenericRecord status = client().enrolled("default/" + file + "/2", BlackBox.exemplar(image));

        // Then
        assertThat(ofBare.get("outcome")).hasToString("MATCH");
        assertThat(ofProbe.get("outcome")).hasToString("MATCH");
        assertThat(similarity(ofBare)).isGreaterThan(least);
        assertThat(similarity(ofProbe)).isEqualTo(similarity(ofBare));
        assertThat(status.get("status").toString()).isIn("ENROLLED", "FLAGGED");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "b1-progressive-grey-64-scans.jpg, IMAGE_TOO_LARGE",
        "b4-progressive-colour-64.jpg, IMAGE_TOO_LARGE",
        "f05-heic.jpg, UNSUPPORTED_FORMAT"
    })
    void isRejectedByName(String file, String reason) {
        // Given
        byte[] image = SharedCases.read(file);

        // When
        GenericRecord ofBare = client().decided(bare(file, image, "somebody"));
        GenericRecord ofProbe = client().decided(file, BlackBox.probe(image, null));
        GenericRecord status = client().enrolled("default/" + file + "/1", image);

        // Then
        assertThat(List.of(ofBare, ofProbe)).allSatisfy(decision -> {
            assertThat(decision.get("outcome")).hasToString("REJECTED");
            assertThat(decision.get("reason")).hasToString(reason);
        });
        assertThat(client().deadLetter(file).value()).isEqualTo(image);
        assertThat(status.get("status")).hasToString("REJECTED");
        assertThat(status.get("reason")).hasToString(reason);
    }
}
