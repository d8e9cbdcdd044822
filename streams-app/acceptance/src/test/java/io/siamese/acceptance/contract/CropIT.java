package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarTerms;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.Crop;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Point;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A detector's boxes and points, through the topics of a real broker. */
@Timeout(300)
class CropIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final int SIDE = 105;

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    /** Two characters side by side on one sheet. */
    private static byte[] sheet(int left, int right) throws IOException {
        BufferedImage sheet = new BufferedImage(2 * SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        sheet.getGraphics().drawImage(ImageIO.read(new ByteArrayInputStream(DRAWN.png(left, 0))), 0, 0, null);
        sheet.getGraphics().drawImage(ImageIO.read(new ByteArrayInputStream(DRAWN.png(right, 0))), SIDE, 0, null);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(sheet, "png", png);
        return png.toByteArray();
    }

    private static ContractSettings settings() {
        return ContractSettings.forBrokers(RUNNING.bootstrapServers());
    }

    @Test
    void onePictureOfTwoSubjectsIsTwoProbes() throws Exception {
        try (EnrolmentRequests enrolments = EnrolmentRequests.open(settings());
                DecisionRequests decisions = DecisionRequests.open(settings())) {
            // Given
            enrolments
                    .enrol(new ExemplarKey("sheet", "one", "1"), DRAWN.png(1, 0))
                    .join();
            long epoch = enrolments
                    .enrol(new ExemplarKey("sheet", "two", "1"), DRAWN.png(2, 0))
                    .join()
                    .getGalleryEpoch();
            byte[] sheet = sheet(1, 2);
            DecisionRequest whole =
                    DecisionRequest.search("photo", "sheet", sheet).notBefore(epoch);

            // When: the second box overshoots, as those of detectors do
            MatchDecision left =
                    decisions.decide(whole.withCrop(0, 0, SIDE, SIDE)).join();
            MatchDecision right = decisions
                    .decide(whole.withCrop(SIDE, -20, 4 * SIDE, 4 * SIDE).asBareImage())
                    .join();

            // Then
            assertThat(left.getSubject()).isEqualTo("one");
            assertThat(right.getSubject()).isEqualTo("two");
            assertThat(left.getCrop()).isEqualTo(new Crop(0, 0, SIDE, SIDE));
            assertThat(right.getCrop()).isEqualTo(new Crop(SIDE, -20, 4 * SIDE, 4 * SIDE));
        }
    }

    @Test
    void aCroppedExemplarIsComparedAsItsCrop() throws Exception {
        try (EnrolmentRequests enrolments = EnrolmentRequests.open(settings());
                DecisionRequests decisions = DecisionRequests.open(settings())) {
            // When
            ExemplarTerms right =
                    ExemplarTerms.ordinary().withCrop(SIDE, 0, SIDE, SIDE).withPoints(List.of(new Point(120f, 30.5f)));
            ExemplarStatus status = enrolments
                    .enrol(new ExemplarKey("cropped", "three", "1"), sheet(4, 3), right)
                    .join();

            // Then
            assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(status.getCrop()).isEqualTo(new Crop(SIDE, 0, SIDE, SIDE));
            assertThat(status.getPoints()).containsExactly(new Point(120f, 30.5f));
            assertThat(status.getImageUri()).isNull();
            MatchDecision decision = decisions
                    .decide(DecisionRequest.claim("photo", "cropped", "three", DRAWN.png(3, 0))
                            .notBefore(status.getGalleryEpoch()))
                    .join();
            assertThat(decision.getOutcome()).isEqualTo(Outcome.MATCH);
            assertThat(decision.getCandidates().get(0).getSimilarity()).isGreaterThan(0.999f);
        }
    }

    @Test
    void everyBadBoxIsRejectedByName() throws Exception {
        byte[] sheet = sheet(1, 2);
        try (DecisionRequests decisions = DecisionRequests.open(settings());
                EnrolmentRequests enrolments = EnrolmentRequests.open(settings())) {
            DecisionRequest whole = DecisionRequest.search("bad", "sheet", sheet);

            assertThat(decisions.decide(whole.withCrop(5 * SIDE, 0, 10, 10)).join())
                    .satisfies(decision -> {
                        assertThat(decision.getReason()).isEqualTo("CROP_TOO_SMALL");
                        assertThat(decision.getCrop()).isEqualTo(new Crop(5 * SIDE, 0, 10, 10));
                    });
            assertThat(decisions.decide(whole.withCrop(0, 0, 7, 100)).join().getReason())
                    .isEqualTo("CROP_TOO_SMALL");
            assertThat(decisions.decide(whole.withCrop(0, 0, -1, 100)).join().getReason())
                    .isEqualTo("MALFORMED_CROP");
            assertThat(decisions
                            .decide(whole.withPoints(List.of(new Point(Float.NaN, 1f))))
                            .join()
                            .getReason())
                    .isEqualTo("MALFORMED_POINTS");
            assertThat(enrolments
                            .enrol(
                                    new ExemplarKey("sheet", "bad", "1"),
                                    sheet,
                                    ExemplarTerms.ordinary().withCrop(-50, -50, 55, 55))
                            .join())
                    .satisfies(status -> {
                        assertThat(status.getReason()).isEqualTo("CROP_TOO_SMALL");
                        assertThat(status.getCrop()).isEqualTo(new Crop(-50, -50, 55, 55));
                    });
        }
        ProducerRecord<byte[], byte[]> bare = new ProducerRecord<>("images", "bad-header".getBytes(UTF_8), sheet);
        bare.headers().add("crop", "1,2,3".getBytes(UTF_8));
        assertThat(RUNNING.client().decided(bare).get("reason")).hasToString("MALFORMED_HEADER");
        assertThat(RUNNING.client().deadLetter("bad-header").value()).isEqualTo(sheet);
    }

    @Test
    void aClientOfTheReleaseBeforeReadsTheDecision() throws Exception {
        // Given: the client decodes with the schemas of release 2
        ProducerRecord<byte[], byte[]> bare = new ProducerRecord<>("images", "old".getBytes(UTF_8), sheet(1, 2));
        bare.headers().add("crop", "0,0,105,105".getBytes(UTF_8)).add("points", "1,2".getBytes(UTF_8));

        // When
        GenericRecord decision = RUNNING.client().decided(bare);

        // Then
        assertThat(decision.getSchema().getField("crop")).isNull();
        assertThat(decision.get("outcome")).hasToString("NO_REFERENCE");
    }

    /** An encoder that aligns by two points: the photo model of {@link NotFiniteIT} under another card. */
    private static Path aligning(Path folder) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (InputStream in = CropIT.class.getResourceAsStream("not-finite-on-dark-images.onnx")) {
            Files.copy(in, file);
        }
        ModelFile model = ModelFile.read(file);
        ModelFile aligned = model.withCard(model.card()
                .withPreprocessing(
                        model.card()
                                .preprocessing()
                                .withAlignment(new Alignment(List.of(10_000, 28_000, 46_000, 28_000))),
                        "aligned"));
        assertThat(aligned.encoderId()).isNotEqualTo(model.encoderId());
        Files.delete(file);
        aligned.write(file);
        return file;
    }

    @Test
    void anEncoderThatAlignsTakesTheCardsNumberOfPoints(@TempDir Path folder) throws Exception {
        byte[] day = SharedCases.read("n10-day.png");
        List<Point> points = List.of(new Point(12f, 30f), new Point(44f, 26f));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Service service = Service.start(
                        broker.bootstrapServers(),
                        folder.resolve("state"),
                        "encoder.model=" + aligning(folder),
                        "policy.threshold=0.9");
                DecisionRequests decisions =
                        DecisionRequests.open(ContractSettings.forBrokers(broker.bootstrapServers()));
                EnrolmentRequests enrolments =
                        EnrolmentRequests.open(ContractSettings.forBrokers(broker.bootstrapServers()))) {
            // When
            ExemplarStatus enrolled = enrolments
                    .enrol(
                            new ExemplarKey("default", "day", "1"),
                            day,
                            ExemplarTerms.ordinary().withPoints(points))
                    .join();
            ExemplarStatus without = enrolments
                    .enrol(new ExemplarKey("default", "day", "2"), day)
                    .join();
            DecisionRequest request = DecisionRequest.claim("day", day).notBefore(enrolled.getGalleryEpoch());

            // Then
            assertThat(enrolled.getStatus()).isEqualTo(EnrolmentStatus.ENROLLED);
            assertThat(without.getReason()).isEqualTo("WRONG_POINTS");
            MatchDecision match = decisions.decide(request.withPoints(points)).join();
            assertThat(match.getOutcome()).isEqualTo(Outcome.MATCH);
            assertThat(match.getPoints()).isEqualTo(points);
            assertThat(decisions
                            .decide(request.withPoints(points.subList(0, 1)))
                            .join()
                            .getReason())
                    .isEqualTo("WRONG_POINTS");
            assertThat(decisions
                            .decide(request.withPoints(List.of(points.get(0), points.get(0))))
                            .join()
                            .getReason())
                    .isEqualTo("MALFORMED_POINTS");
            service.app().awaitReady(Duration.ofSeconds(30));
        }
    }
}
