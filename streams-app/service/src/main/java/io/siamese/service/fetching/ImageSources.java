package io.siamese.service.fetching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Makes attempts to fetch images, each within a time and a size. Thread-safe; the owner closes it. */
final class ImageSources implements AutoCloseable {
    private final FetchSettings settings;
    private final HttpImages http;
    private final FileImages files;
    private final ExecutorService readers;

    ImageSources(FetchSettings settings) {
        this.settings = settings;
        http = new HttpImages(settings.timeout(), settings.maxBytes());
        files = new FileImages(settings.maxBytes());
        readers = Executors.newFixedThreadPool(settings.parallel(), task -> {
            Thread thread = new Thread(task, "image-reader");
            // A share that hangs keeps its reader, and must not keep the process.
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes one attempt; the future does not fail. */
    CompletableFuture<FetchAnswer> fetch(ImageLocation location) {
        CompletableFuture<FetchAnswer> answer = location.isFile()
                ? CompletableFuture.supplyAsync(() -> files.fetch(location), readers)
                        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                : http.fetch(location);
        return answer.exceptionally(
                failure -> new FetchAnswer.Failed(failure.getClass().getSimpleName()));
    }

    /** Whether the store answers when it is asked for the prefix itself. */
    CompletableFuture<Boolean> answers(ImageLocation location) {
        CompletableFuture<Boolean> answer = location.isFile()
                ? CompletableFuture.supplyAsync(() -> FileImages.answers(location), readers)
                        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                : http.answers(location);
        return answer.exceptionally(failure -> false);
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
