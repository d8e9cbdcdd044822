package io.siamese.console.room.door;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnprocessableContentResponse;
import io.siamese.console.web.Parameters;
import io.siamese.console.web.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for the answers of requests: as long as the program wants to, and not on a thread. */
final class DoorAnswers {

    private static final String KEY = "Idempotency-Key";
    private static final String WAIT = "waitMs";
    private static final int LONGEST_KEY = 255;
    private static final int USUAL_WAIT_MS = 10_000;
    private static final int LONGEST_WAIT_MS = 60_000;

    private final DoorRequests requests;

    DoorAnswers(DoorRequests requests) {
        this.requests = requests;
    }

    /**
     * Publishes a request, unless it repeats one, and answers it.
     *
     * @param body of the request
     */
    void beginRequest(Context context, byte[] body, Function<String, CompletableFuture<RawJson>> publish) {
        int waitMs = waitMillis(context);
        try {
            answerWithin(
                    context, requests.begin(idempotencyKey(context), requestDigest(context, body), publish), waitMs);
        } catch (DoorRequests.Busy e) {
            context.header("Retry-After", "1");
            throw new TooManyRequestsResponse(String.valueOf(e.getMessage()));
        } catch (DoorRequests.KeyTaken e) {
            throw new UnprocessableContentResponse(String.valueOf(e.getMessage()));
        }
    }

    /** Answers a request that was begun before. */
    void findRequest(Context context) {
        DoorRequest request = requests.find(context.pathParam("id"))
                .orElseThrow(() -> new NotFoundResponse("no such request in the last minutes"));
        answerWithin(context, request, waitMillis(context));
    }

    private static void answerWithin(Context context, DoorRequest request, int waitMs) {
        // A time-out ends this waiting alone, and not the request.
        CompletableFuture<Optional<RawJson>> waiting = request.answer()
                .thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), waitMs, TimeUnit.MILLISECONDS);
        String place = DoorRoom.ROOT + "/requests/" + request.id();
        context.header("Request-Id", request.id());
        context.future(() -> waiting.thenAccept(answer -> answer.ifPresentOrElse(
                context::json,
                () -> context.status(202)
                        .header("Location", place)
                        .json(Map.of("requestId", request.id(), "askAt", place)))));
    }

    private static int waitMillis(Context context) {
        int wait = Parameters.wholeNumber(context, WAIT, USUAL_WAIT_MS);
        if (wait > LONGEST_WAIT_MS) {
            throw new BadRequestResponse("the parameter " + WAIT + " is at most " + LONGEST_WAIT_MS);
        }
        return wait;
    }

    private static @Nullable String idempotencyKey(Context context) {
        String key = context.header(KEY);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new BadRequestResponse(KEY + " has 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }

    private static String requestDigest(Context context, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            // Another patience is no other request.
            Map<String, List<String>> query = new TreeMap<>(context.queryParamMap());
            query.remove(WAIT);
            String asked = context.method() + " " + context.path() + " " + query + "\n";
            digest.update(asked.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
