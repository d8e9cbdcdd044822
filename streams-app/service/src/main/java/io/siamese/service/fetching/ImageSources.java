package io.siamese.service.fetching;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Makes attempts to fetch images, each within a time and a size. Thread-safe; the owner closes it. */
final class ImageSources implements AutoCloseable {
    private final HttpImages http;
    private final FileImages files;
    private final TimedReads reads;
    private final Map<String, CompletableFuture<Boolean>> questions = new ConcurrentHashMap<>();

    ImageSources(FetchSettings settings) {
        http = new HttpImages(settings.timeout(), settings.maxBytes());
        files = new FileImages(settings.maxBytes());
        reads = new TimedReads(settings.parallel(), settings.timeout());
    }

    /** Makes one attempt; the future does not fail. */
    CompletableFuture<FetchAnswer> fetch(ImageLocation location) {
        CompletableFuture<FetchAnswer> answer =
                location.isFile() ? reads.submitRead(() -> files.fetch(location)) : http.fetch(location);
        return answer.exceptionally(
                failure -> new FetchAnswer.Failed(failure.getClass().getSimpleName()));
    }

    /** Whether the store answers when it is asked for the prefix itself. All who ask meanwhile get the same answer. */
    CompletableFuture<Boolean> answers(ImageLocation location) {
        CompletableFuture<Boolean> question = new CompletableFuture<>();
        CompletableFuture<Boolean> underWay = questions.putIfAbsent(location.storeName(), question);
        if (underWay != null) {
            return underWay;
        }
        askStore(location).whenComplete((answers, failure) -> {
            questions.remove(location.storeName());
            question.complete(failure == null && answers);
        });
        return question;
    }

    private CompletableFuture<Boolean> askStore(ImageLocation location) {
        return location.isFile() ? reads.submitRead(() -> FileImages.answers(location)) : http.answers(location);
    }

    @Override
    public void close() {
        reads.close();
    }
}
