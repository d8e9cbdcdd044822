package io.siamese.service.fetching;

import io.siamese.schemas.Reasons;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Fetches images by HTTP, without following redirects, within a time and a size. Thread-safe. */
final class HttpImages {
    private static final int OK = 200;
    /** Of a refusal that much is read, so that the connection can be used again. */
    private static final int REFUSAL_BYTES = 64 * 1024;
    /** Timeout, too early, too many requests: ask again later. */
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final HttpClient client;
    private final Duration timeout;
    private final int maxBytes;

    /** @param timeout of an image from the first to the last byte */
    HttpImages(Duration timeout, int maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    CompletableFuture<FetchAnswer> fetch(ImageLocation location) {
        return sendRequest(location.uri(), response -> toAnswer(response.statusCode(), response.body()))
                .exceptionally(failure -> new FetchAnswer.Failed(describeFailure(failure)));
    }

    /** Whether the store answers at all, whatever it says. */
    CompletableFuture<Boolean> answers(ImageLocation location) {
        return sendRequest(location.prefix(), response -> !isFailure(response.statusCode()))
                .exceptionally(failure -> false);
    }

    private <T> CompletableFuture<T> sendRequest(URI uri, Function<HttpResponse<Optional<byte[]>>, T> reading) {
        HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
        CompletableFuture<HttpResponse<Optional<byte[]>>> exchange =
                client.sendAsync(request, head -> new ImageBody(head.statusCode() == OK ? maxBytes : REFUSAL_BYTES));
        return exchange.thenApply(reading)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((read, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                    }
                });
    }

    private static FetchAnswer toAnswer(int status, Optional<byte[]> body) {
        if (status == OK) {
            return body.<FetchAnswer>map(FetchAnswer.Found::new)
                    .orElseGet(() -> new FetchAnswer.Refused(Reasons.IMAGE_TOO_LARGE));
        }
        if (isFailure(status)) {
            return new FetchAnswer.Failed("status " + status);
        }
        return new FetchAnswer.Refused(
                status >= 300 && status < 400 ? Reasons.IMAGE_URI_NOT_ALLOWED : Reasons.IMAGE_NOT_FOUND);
    }

    private static boolean isFailure(int status) {
        return status >= 500 || LATER.contains(status);
    }

    /** The kind of the failure alone, because messages quote URIs. */
    private static String describeFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CancellationException
                ? "cancelled"
                : cause.getClass().getSimpleName();
    }
}
