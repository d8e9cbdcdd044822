package io.siamese.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a schema registry in the words of Confluent's HTTP API. Apicurio Registry, Karapace and Redpanda speak it too.
 *
 * <p>Only a registry's own words settle a question. Every other answer, and none, is tried again and then fails with an
 * {@link IOException}. No more than {@value #MOST_BYTES} bytes of an answer are read. Thread-safe. There is nothing to close:
 * the client's thread ends when the client is collected.
 */
final class RegistryApi {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final String TYPES = "/schemas/types";
    private static final int ATTEMPTS = 3;
    /** Eight times as large as the largest record of a broker's defaults, in which registries keep schemas. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final RegistryAddress address;
    private final Duration patience;
    private final Duration pause;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private volatile @Nullable String base;

    /**
     * @param patience how long one answer may take
     * @param pause between two attempts
     */
    RegistryApi(RegistryAddress address, Duration patience, Duration pause) {
        this.address = address;
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Where the API was found. Asks the registry for it until it has answered once.
     *
     * @throws IOException if no address answers as a registry does
     */
    String baseAddress() throws IOException {
        String known = base;
        if (known == null) {
            known = findBaseAddress();
            base = known;
        }
        return known;
    }

    private String findBaseAddress() throws IOException {
        List<String> answers = new ArrayList<>();
        for (String candidate : address.candidates()) {
            try {
                RegistryAnswer answer = sendRequest(candidate + TYPES, null);
                if (answer.namesAvro()) {
                    return candidate;
                }
                answers.add(candidate + TYPES + ": " + answer.describe());
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                answers.add(candidate + TYPES + ": " + e.getMessage());
            }
        }
        throw new IOException("no schema registry answers (" + String.join("; ", answers) + ")");
    }

    /** What the registry has under a path of its API; empty if it says that there is nothing. */
    Optional<JsonNode> find(String path) throws IOException {
        return bodyIfFound(askWithRetries(path, null, false));
    }

    /** As {@link #find}, for a path that not every registry serves. One that does not serve it has nothing there. */
    Optional<JsonNode> findIfServed(String path) throws IOException {
        return bodyIfFound(askWithRetries(path, null, true));
    }

    private static Optional<JsonNode> bodyIfFound(RegistryAnswer answer) {
        return answer.isFound() ? Optional.of(answer.body()) : Optional.empty();
    }

    /** Gives the registry something, and returns what it answers. */
    JsonNode post(String path, JsonNode body) throws IOException {
        RegistryAnswer answer = askWithRetries(path, body.toString(), false);
        if (!answer.isFound()) {
            throw new IOException(answer.describe());
        }
        return answer.body();
    }

    private RegistryAnswer askWithRetries(String path, @Nullable String body, boolean optional) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                String at = baseAddress();
                RegistryAnswer answer = sendRequest(at + path, body);
                if (answer.isFound() || answer.isAbsent()) {
                    return answer;
                }
                if (optional
                        && answer.isBareNotFound()
                        && sendRequest(at + TYPES, null).namesAvro()) {
                    return answer;
                }
                throw new IOException(at + path + ": " + answer.describe());
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pauseBriefly();
            }
        }
    }

    private RegistryAnswer sendRequest(String url, @Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        if (body != null) {
            request.header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(BodyPublishers.ofString(body));
        }
        if (address.authorization() != null) {
            request.header("Authorization", address.authorization());
        }
        HttpResponse<BoundedBody.Text> response =
                awaitAnswer(http.sendAsync(request.build(), headers -> new BoundedBody(MOST_BYTES)));
        return RegistryAnswer.from(response.statusCode(), response.body());
    }

    /** A request's own timeout would end with the answer's first line, and its body may never come. */
    private <T> T awaitAnswer(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted();
        }
    }

    private void pauseBriefly() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while the schema registry was asked");
    }
}
