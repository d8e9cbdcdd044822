package io.siamese.acceptance.contract;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.service.batching.Chunk;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.ImageInput;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.flow.Result;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures what encryption costs on one thread: bytes of a template, the time to read one at a start, and the time to decrypt
 * an image beside that to decode and embed it. Rounds with and without it take turns, and the best of each counts.
 */
final class EncryptionCost {
    private static final int ROUNDS = 9;
    private static final int BATCH = 64;
    private static final int REPEATS = 20;
    private static final SealedPlace PLACE = SealedPlace.probe("default", "image");
    private static final Result<byte[]> NOWHERE = new Result.Rejection<>(Reasons.CLAIM_CHECK_UNSUPPORTED);

    private final ContractSettings plain;
    private final ContractSettings encrypted;
    private final StrokeCharacters drawn;

    EncryptionCost(ContractSettings plain, ContractSettings encrypted, StrokeCharacters drawn) {
        this.plain = plain;
        this.encrypted = encrypted;
        this.drawn = drawn;
    }

    String table() throws SealException {
        try (ContractSchemas plainSchemas = ContractSchemas.open(plain);
                ContractSchemas encryptedSchemas = ContractSchemas.open(encrypted)) {
            List<ConsumerRecord<byte[], byte[]>> without = templates(plain, plainSchemas.galleryLogParser());
            List<ConsumerRecord<byte[], byte[]>> with = templates(encrypted, encryptedSchemas.galleryLogParser());
            double[] parsing = best(
                    () -> parse(without, plainSchemas.galleryLogParser()),
                    () -> parse(with, encryptedSchemas.galleryLogParser()));
            return line("bytes of a template's value", bytes(without), bytes(with))
                    + line("ns to read a template", parsing[0] / without.size(), parsing[1] / with.size())
                    + images();
        }
    }

    private static String line(String what, double without, double with) {
        return String.format(
                Locale.ROOT,
                "%n%s: %.0f without, %.0f with encryption, ratio %.3f",
                what,
                without,
                with,
                with / without);
    }

    private static List<ConsumerRecord<byte[], byte[]>> templates(ContractSettings settings, GalleryLogParser parser) {
        List<ConsumerRecord<byte[], byte[]>> templates = new ArrayList<>();
        try (TopicTail log = TopicTail.open(settings, settings.topics().names().exemplarEmbeddings(), true)) {
            log.readToEnd(record -> {
                if (parser.parse(record.key(), record.value(), record.headers()) instanceof TemplateRecord) {
                    templates.add(record);
                }
            });
        }
        return templates;
    }

    private static double bytes(List<ConsumerRecord<byte[], byte[]>> templates) {
        return templates.stream()
                .mapToInt(record -> record.value().length)
                .average()
                .orElseThrow();
    }

    private static void parse(List<ConsumerRecord<byte[], byte[]>> templates, GalleryLogParser parser) {
        for (int i = 0; i < REPEATS; i++) {
            for (ConsumerRecord<byte[], byte[]> record : templates) {
                TemplateRecord read = (TemplateRecord) parser.parse(record.key(), record.value(), record.headers());
                TemplateNumbers.from(read.usable());
            }
        }
    }

    /** Nanoseconds of this thread's CPU, of each the best round, a repeat each. */
    private static double[] best(Runnable one, Runnable other) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < ROUNDS; round++) {
            best[0] = Math.min(best[0], cpu(one));
            best[1] = Math.min(best[1], cpu(other));
        }
        return new double[] {best[0] / REPEATS, best[1] / REPEATS};
    }

    private static long cpu(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        return threads.getCurrentThreadCpuTime() - before;
    }

    /** An image is decrypted twice: when its cost is estimated, and by the worker. */
    private String images() throws SealException {
        Sealing sealing = encrypted.sealing();
        List<byte[]> images =
                IntStream.range(0, BATCH).mapToObj(i -> drawn.png(i, 1)).toList();
        List<byte[]> sealed = new ArrayList<>();
        for (byte[] image : images) {
            sealed.add(sealing.seal(image, PLACE));
        }
        try (OnnxEncoder encoder =
                OnnxEncoder.open(ModelFile.bundled(), EncoderSettings.defaults().withIntraOpThreads(1))) {
            double[] cost = best(() -> embed(encoder, images, Sealing.off()), () -> embed(encoder, sealed, sealing));
            return line("bytes of an image", bytesOf(images), bytesOf(sealed))
                    + line("ns of an image, estimated, decoded and embedded", cost[0] / BATCH, cost[1] / BATCH);
        }
    }

    private static double bytesOf(List<byte[]> images) {
        return images.stream().mapToInt(image -> image.length).average().orElseThrow();
    }

    private static void embed(OnnxEncoder encoder, List<byte[]> images, Sealing sealing) {
        ImageOpening opening = new ImageOpening(sealing);
        ImageEncoder work = new ImageEncoder(encoder, reference -> NOWHERE, Integer.MAX_VALUE, opening);
        for (int i = 0; i < REPEATS; i++) {
            for (byte[] image : images) {
                encoder.preprocessor().estimateWork(opening.openForEstimate(image, () -> Optional.of(PLACE)));
            }
            work.embed(Chunk.from(images), image -> ImageInput.wholeImage(ByteBuffer.wrap(image), PLACE))
                    .toList((image, embedded) -> embedded.fold(values -> values, EncryptionCost::unreadable));
        }
    }

    private static float[] unreadable(String reason) {
        throw new IllegalStateException("an image gave no embedding: " + reason);
    }
}
