package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that means no good: whatever it publishes has one answer, and what others publish in between has its own. */
class HostileClientIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final byte[] GOOD = DRAWN.png(1, 0);

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    @Test
    void givesEveryOddImageItsOneDecisionAndTheGoodOnesBetweenThemTheirs() throws Exception {
        // Given
        OddImages odd = new OddImages();
        RUNNING.client().enrolled("default/alice/1", GOOD);

        // When
        Map<String, RecordMetadata> sent = new LinkedHashMap<>();
        List<RecordMetadata> good = new ArrayList<>();
        odd.files().forEach((name, file) -> {
            sent.put(name, RUNNING.client().send(new ProducerRecord<>("images", 0, name.getBytes(UTF_8), file)));
            good.add(RUNNING.client().send(new ProducerRecord<>("images", 0, "good".getBytes(UTF_8), GOOD)));
        });

        // Then
        SoftAssertions softly = new SoftAssertions();
        good.forEach(probe ->
                assertThat(RUNNING.client().decision(probe).get("outcome")).hasToString("MATCH"));
        sent.forEach((name, probe) -> {
            GenericRecord decision = RUNNING.client().decision(probe);
            boolean rejected = decision.get("outcome").toString().equals("REJECTED");
            String reason = rejected ? decision.get("reason").toString() : OddImages.READ;
            softly.assertThat(reason).as(name).isEqualTo(odd.reason(name));
            softly.assertThat(RUNNING.client().decisionsSeen(probe)).as(name).isEqualTo(1);
            softly.assertThat(RUNNING.client().deadLettersSeen(probe)).as(name).isEqualTo(rejected ? 1 : 0);
        });
        softly.assertAll();
        RUNNING.service().app().awaitReady(Duration.ofSeconds(30));
    }

    @Test
    void givesEveryOddExemplarItsStatus() throws Exception {
        // Given
        OddImages odd = new OddImages();
        List<String> names = List.copyOf(odd.files().keySet());

        // When
        for (int i = 0; i < names.size(); i++) {
            RUNNING.client().send("exemplars", "odd/s/" + i, odd.files().get(names.get(i)));
        }
        RUNNING.client().send("exemplars", "odd/last/1", GOOD);

        // Then
        assertThat(RUNNING.client().awaitStatus("odd/last/1", 1).get("status").toString())
                .isIn("ENROLLED", "FLAGGED");
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < names.size(); i++) {
            List<GenericRecord> statuses = RUNNING.client().statuses("odd/s/" + i);
            String name = names.get(i);
            softly.assertThat(statuses).as(name).hasSize(1);
            GenericRecord status = statuses.get(0);
            String reason = status.get("status").toString().equals("REJECTED")
                    ? status.get("reason").toString()
                    : OddImages.READ;
            softly.assertThat(reason).as(name).isEqualTo(odd.reason(name));
        }
        softly.assertAll();
    }

    @Test
    void decidesOnAProbeCutShortAtEveryByte() {
        // Given
        byte[] whole = BlackBox.probe(GOOD, "nobody");
        List<RecordMetadata> cut = new ArrayList<>();

        // When
        for (int length = 1; length < whole.length; length += 1 + length / 20) {
            cut.add(RUNNING.client().send("images", "cut", Arrays.copyOf(whole, length)));
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        cut.add(RUNNING.client().send("images", "cut", longer));
        for (int bit = 0; bit < 8 * 10; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            cut.add(RUNNING.client().send("images", "cut", flipped));
        }

        // Then
        assertThat(cut).allSatisfy(probe -> {
            assertThat(RUNNING.client().decision(probe).get("reason").toString())
                    .isIn("UNDECODABLE", "UNKNOWN_SCHEMA", "NO_REGISTRY");
            assertThat(RUNNING.client().decisionsSeen(probe)).isEqualTo(1);
        });
    }

    @Test
    void keepsARecordAsLargeAsTheBrokerTakesItWhole() {
        // Given
        byte[] text = new byte[1114112 - 200];
        Arrays.fill(text, (byte) 'x');
        byte[] large = BlackBox.probe(Arrays.copyOf(GOOD, 1_048_577), null);

        // When
        GenericRecord undecodable = RUNNING.client().decided("largest", text);
        GenericRecord tooLarge = RUNNING.client().decided("too large", large);

        // Then
        assertThat(undecodable.get("reason")).hasToString("UNDECODABLE");
        assertThat(RUNNING.client().deadLetter("largest").value()).isEqualTo(text);
        assertThat(tooLarge.get("reason")).hasToString("IMAGE_TOO_LARGE");
        assertThat(RUNNING.client().deadLetter("too large").value()).isEqualTo(large);
    }

    @Test
    void takesTimesInAnyOrder() {
        // Given
        long now = System.currentTimeMillis();
        RUNNING.client().enrolled("times/alice/1", GOOD);
        List<RecordMetadata> sent = new ArrayList<>();

        // When
        for (long at : new long[] {now, 0, now - 86_400_000L, 1, now + 3_000_000, 0, now}) {
            ProducerRecord<byte[], byte[]> image =
                    new ProducerRecord<>("images", 1, at, "time".getBytes(UTF_8), BlackBox.probe(GOOD, "alice"));
            sent.add(RUNNING.client().send(image));
        }

        // Then
        assertThat(sent).allSatisfy(probe -> {
            assertThat(RUNNING.client().decision(probe).get("outcome").toString())
                    .isIn("MATCH", "NO_REFERENCE");
            assertThat(RUNNING.client().decisionsSeen(probe)).isEqualTo(1);
        });
    }

    @Test
    void decidesWhileTheWholeGalleryIsEnrolledAndErasedAgainAndAgain() {
        // Given
        List<RecordMetadata> sent = new ArrayList<>();

        // When
        for (int round = 0; round < 20; round++) {
            for (int subject = 0; subject < 5; subject++) {
                RUNNING.client().send("exemplars", "storm/s" + subject + "/1", DRAWN.png(subject, 0));
                sent.add(RUNNING.client()
                        .send(PolicyIT.claim("storm", subject % 2 == 0 ? null : "s1", DRAWN.png(subject, 1), null)));
            }
            RUNNING.client().send("exemplars", "storm//", null);
            RUNNING.client().send("exemplars", "storm/s1/1", null);
            RUNNING.client().send("exemplars", "never/was/there", null);
        }

        // Then
        assertThat(RUNNING.client().awaitStatus("storm//", 20).get("status")).hasToString("REVOKED");
        assertThat(RUNNING.client().awaitStatus("never/was/there", 20).get("reason"))
                .hasToString("NOT_ENROLLED");
        assertThat(sent).allSatisfy(probe -> {
            assertThat(RUNNING.client().decision(probe).get("outcome").toString())
                    .isIn("MATCH", "NO_MATCH", "UNCERTAIN", "NO_REFERENCE");
            assertThat(RUNNING.client().decisionsSeen(probe)).isEqualTo(1);
        });
        Object epoch = RUNNING.client().enrolled("never/was/there", null).get("galleryEpoch");
        assertThat(RUNNING.client()
                        .decided(PolicyIT.claim("storm", null, DRAWN.png(1, 1), (Long) epoch))
                        .get("reason"))
                .hasToString("UNKNOWN_GALLERY");
    }

    @Test
    void answersEveryKeyThatAnExemplarCanHave() {
        // When
        GenericRecord likeAPolicy = hostileKey("~policy/office", "~exemplar/~policy/office");
        GenericRecord likeTheEncoder = hostileKey("~encoder", "~exemplar/~encoder");
        GenericRecord slashes = hostileKey("////", "////");
        GenericRecord empty = hostileKey("", "");
        GenericRecord control = hostileKey("\u0000/\n/\u0007", "\u0000/\n/\u0007");

        // Then
        assertThat(List.of(likeAPolicy, likeTheEncoder, slashes, empty, control))
                .allSatisfy(status -> assertThat(status.get("reason")).hasToString("MALFORMED_KEY"));
        assertThat(RUNNING.client().statuses("~policy/office")).isEmpty();
        assertThat(RUNNING.client()
                        .governed("office", PolicyIT.request(Map.of("targetFmr", 0.1)))
                        .get("status"))
                .hasToString("ENROLLED");
    }

    private static GenericRecord hostileKey(String key, String answered) {
        RUNNING.client().send("exemplars", key, GOOD);
        return RUNNING.client().awaitStatus(answered, 1);
    }
}
