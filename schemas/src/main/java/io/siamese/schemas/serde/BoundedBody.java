package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes in the text of an answer. Of a text that is longer than a bound it takes the beginning. */
final class BoundedBody implements BodySubscriber<BoundedBody.Text> {

    /** @param isWhole whether nothing is left out */
    record Text(String text, boolean isWhole) {}

    private final int mostBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Text> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<Text> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription answer) {
        subscription = answer;
        answer.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (body.isDone()) {
                return;
            }
            byte[] taken = new byte[Math.min(part.remaining(), mostBytes - bytes.size())];
            part.get(taken);
            bytes.writeBytes(taken);
            if (part.hasRemaining()) {
                completeBody(false);
            }
        }
    }

    private void completeBody(boolean isWhole) {
        body.complete(new Text(bytes.toString(UTF_8), isWhole));
        Flow.Subscription answer = subscription;
        if (!isWhole && answer != null) {
            answer.cancel();
        }
    }

    @Override
    public void onError(Throwable cause) {
        body.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        completeBody(true);
    }
}
