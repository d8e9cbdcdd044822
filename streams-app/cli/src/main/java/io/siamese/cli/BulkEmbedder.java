package io.siamese.cli;

import io.siamese.client.BoundedFileReader;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.schemas.Reasons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Embeds many files. Each worker takes a batch through reading, decoding and encoding, so that all cores stay busy without
 * a queue between the steps; at most twice as many batches as workers are under way.
 */
final class BulkEmbedder {

    /**
     * A file's embedding, or what is wrong with the file.
     *
     * @param embedding {@code [D]}, null where there is a problem
     */
    record Embedded(
            Path path,
            float @Nullable [] embedding,
            @Nullable String problem) {}

    private final Encoder encoder;
    private final BoundedFileReader bytes;
    private final PictureRegion region;
    private final int threads;
    private final int batch;

    BulkEmbedder(Encoder encoder, BoundedFileReader bytes, PictureRegion region, int threads, int batch) {
        this.region = region;
        this.encoder = encoder;
        this.bytes = bytes;
        this.threads = threads;
        this.batch = batch;
    }

    /**
     * Embeds all files.
     *
     * @param each takes the batches in the order of the files; false ends the work
     */
    void embedFiles(List<Path> files, Predicate<List<Embedded>> each) throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Deque<Future<List<Embedded>>> underWay = new ArrayDeque<>();
            Iterator<List<Path>> batches = batches(files).iterator();
            boolean wanted = true;
            while (wanted && (batches.hasNext() || !underWay.isEmpty())) {
                while (batches.hasNext() && underWay.size() < 2 * threads) {
                    List<Path> next = batches.next();
                    underWay.add(workers.submit(() -> embedBatch(next)));
                }
                wanted = each.test(awaitBatch(underWay.remove()));
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private List<List<Path>> batches(List<Path> files) {
        List<List<Path>> batches = new ArrayList<>();
        for (int from = 0; from < files.size(); from += batch) {
            batches.add(files.subList(from, Math.min(files.size(), from + batch)));
        }
        return batches;
    }

    private static List<Embedded> awaitBatch(Future<List<Embedded>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("embedding failed", e.getCause());
        }
    }

    private List<Embedded> embedBatch(List<Path> files) {
        List<@Nullable String> problems = new ArrayList<>();
        List<byte[]> images = new ArrayList<>();
        for (Path file : files) {
            problems.add(prepare(file, images));
        }
        Iterator<float[]> embeddings = List.of(encoder.encode(images)).iterator();
        List<Embedded> results = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String problem = problems.get(i);
            results.add(
                    problem == null
                            ? embedded(files.get(i), embeddings.next())
                            : new Embedded(files.get(i), null, problem));
        }
        return results;
    }

    private static Embedded embedded(Path file, float[] row) {
        return Encoder.isComparable(row)
                ? new Embedded(file, row, null)
                : new Embedded(
                        file, null, Reasons.NOT_COMPARABLE + ": the embedding is not finite, or has the length 0");
    }

    private @Nullable String prepare(Path file, List<byte[]> images) {
        try {
            Preprocessor preprocessor = encoder.preprocessor();
            images.add(preprocessor.apply(preprocessor.decode(bytes.read(file), region)));
            return null;
        } catch (UnreadableImageException e) {
            return e.getMessage();
        } catch (IOException e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }
}
