package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may be enrolled, and what is flagged: through the topics alone, with the bundled encoder. */
class GatesIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void rejectsWhatShowsTooLittleAndLetsTheSameImageInWithoutTheGate() {
        // Given
        byte[] pale = png(100, Color.WHITE, new Color(210, 210, 210), 40);
        byte[] speck = png(100, Color.WHITE, Color.BLACK, 6);
        byte[] good = png(100, Color.WHITE, Color.BLACK, 40);
        RUNNING.client()
                .governed("gated", PolicyIT.request(Map.of("gates", Map.of("min-contrast", 60.0, "min-ink", 0.01))));

        // When
        GenericRecord blank = RUNNING.client().enrolled("gated/a/blank", png(100, Color.WHITE, Color.WHITE, 40));
        GenericRecord lowContrast = RUNNING.client().enrolled("gated/a/pale", pale);
        GenericRecord littleInk = RUNNING.client().enrolled("gated/a/speck", speck);
        GenericRecord enrolled = RUNNING.client().enrolled("gated/a/good", good);
        GenericRecord ungatedPale = RUNNING.client().enrolled("ungated/a/pale", pale);
        GenericRecord ungatedSpeck = RUNNING.client().enrolled("ungated/b/speck", speck);

        // Then
        assertThat(outcome(blank)).isEqualTo("REJECTED BLANK_IMAGE");
        assertThat(outcome(lowContrast)).isEqualTo("REJECTED LOW_CONTRAST");
        assertThat(outcome(littleInk)).isEqualTo("REJECTED TOO_LITTLE_INK");
        assertThat(outcome(enrolled)).isEqualTo("ENROLLED null");
        assertThat(ungatedPale.get("status")).hasToString("ENROLLED");
        assertThat(ungatedSpeck.get("status").toString()).isNotEqualTo("REJECTED");
    }

    @Test
    void flagsADuplicateAndALookalikeAndComparesThemAllTheSame() {
        // Given
        byte[] alice = DRAWN.png(23, 0);
        RUNNING.client().enrolled("flags/alice/1", alice);

        // When
        GenericRecord duplicate = RUNNING.client().enrolled("flags/alice/again", alice);
        GenericRecord other = RUNNING.client().enrolled("flags/bob/1", DRAWN.png(5, 0));
        GenericRecord lookalike = RUNNING.client().enrolled("flags/mallory/1", alice);
        GenericRecord decision = RUNNING.client()
                .decided(PolicyIT.claim("flags", "mallory", alice, (Long) lookalike.get("galleryEpoch")));

        // Then
        assertThat(outcome(duplicate)).isEqualTo("FLAGGED NEAR_DUPLICATE");
        assertThat(duplicate.get("related")).hasToString("flags/alice/1");
        assertThat(outcome(other)).isEqualTo("ENROLLED null");
        assertThat(outcome(lookalike)).isEqualTo("FLAGGED LOOKS_LIKE_ANOTHER");
        assertThat(lookalike.get("related").toString()).startsWith("flags/alice/");
        assertThat(decision.get("outcome")).hasToString("MATCH");
    }

    @Test
    void findsDuplicatesWithinOnePollToo() {
        // Given
        byte[] image = DRAWN.png(9, 0);

        // When
        for (int i = 0; i < 5; i++) {
            RUNNING.client().send("exemplars", "poll/s" + i + "/1", image);
        }

        // Then
        assertThat(outcome(RUNNING.client().awaitStatus("poll/s0/1", 1))).isEqualTo("ENROLLED null");
        for (int i = 1; i < 5; i++) {
            GenericRecord status = RUNNING.client().awaitStatus("poll/s" + i + "/1", 1);
            assertThat(outcome(status)).isEqualTo("FLAGGED LOOKS_LIKE_ANOTHER");
            assertThat(status.get("related").toString()).matches("poll/s[0-4]/1");
        }
    }

    private static String outcome(GenericRecord status) {
        return status.get("status") + " " + status.get("reason");
    }

    /** A ring on a ground. */
    private static byte[] png(int side, Color ground, Color ink, int diameter) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.setColor(ground);
        pen.fillRect(0, 0, side, side);
        pen.setColor(ink);
        for (int line = 0; line < 3; line++) {
            pen.drawOval(30 + line, 30, diameter, diameter / 2);
        }
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
