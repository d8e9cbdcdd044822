package io.siamese.service.fetching;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.siamese.service.flow.Images;
import io.siamese.service.flow.Observer;
import io.siamese.service.flow.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that lie elsewhere, from the JDK's web server and from files. */
@Timeout(60)
class ReferencedImagesTest {
    private static final byte[] IMAGE = "an image".getBytes(UTF_8);
    private static final int MAX_BYTES = 1000;

    @TempDir
    Path folder;

    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ExecutorService serving = Executors.newCachedThreadPool();
    private HttpServer server;
    private ReferencedImages images;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.computeIfAbsent(path, each -> new AtomicInteger()).incrementAndGet();
            if (path.endsWith("/hangs") || path.endsWith("/hangs/") || path.endsWith("/slow")) {
                await(released);
            }
            int status = statuses.getOrDefault(path, 200);
            if (status >= 300 && status < 400) {
                exchange.getResponseHeaders().add("Location", "/secret");
            }
            byte[] body = path.endsWith("/large") ? new byte[MAX_BYTES + 1] : IMAGE;
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        images = images(Duration.ofMillis(300));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        released.countDown();
        images.close();
        server.stop(0);
        serving.shutdownNow();
    }

    private String http() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/images/";
    }

    private ReferencedImages images(Duration giveUp) {
        return images(giveUp, Duration.ofSeconds(2));
    }

    private ReferencedImages images(Duration giveUp, Duration timeout) {
        return new ReferencedImages(
                new FetchSettings(
                        AllowedPrefixes.parse(List.of(http(), folder.toUri().toString())),
                        MAX_BYTES,
                        2,
                        timeout,
                        giveUp),
                new Observer.Silent());
    }

    private static ImageReference reference(long offset, String uri, byte[] image) {
        return new ImageReference("images", 0, offset, uri, Images.sha256(ByteBuffer.wrap(image)));
    }

    /** Asks again where the machine was too busy to answer in time. */
    private Result<byte[]> takePatiently(ImageReference reference) {
        while (true) {
            try {
                return images.takeImage(reference);
            } catch (ImageStoreException e) {
                images.awaitAny(List.of(reference), Duration.ofMillis(200));
            }
        }
    }

    private static String reason(Result<byte[]> result) {
        return result.fold(bytes -> "FOUND", reason -> reason);
    }

    @Test
    void givesAnImageOverHttpAndFromAFile() throws Exception {
        Files.write(folder.resolve("a.jpg"), IMAGE);

        Result<byte[]> http = takePatiently(reference(1, http() + "a.jpg?signature=1", IMAGE));
        Result<byte[]> file =
                takePatiently(reference(2, folder.resolve("a.jpg").toUri().toString(), IMAGE));

        assertThat(http.<byte[]>fold(bytes -> bytes, reason -> null)).isEqualTo(IMAGE);
        assertThat(file.<byte[]>fold(bytes -> bytes, reason -> null)).isEqualTo(IMAGE);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "404, IMAGE_NOT_FOUND",
        "410, IMAGE_NOT_FOUND",
        "403, IMAGE_NOT_FOUND",
        "401, IMAGE_NOT_FOUND",
        "400, IMAGE_NOT_FOUND",
        "301, IMAGE_URI_NOT_ALLOWED",
        "302, IMAGE_URI_NOT_ALLOWED",
        "307, IMAGE_URI_NOT_ALLOWED",
        "308, IMAGE_URI_NOT_ALLOWED"
    })
    void saysWhatTheStoreAnswered(int status, String reason) {
        statuses.put("/images/a.jpg", status);

        assertThat(reason(takePatiently(reference(1, http() + "a.jpg", IMAGE)))).isEqualTo(reason);
        assertThat(asked).doesNotContainKey("/secret");
    }

    @Test
    void refusesWhatIsNotWhatItShouldBe() {
        assertThat(reason(takePatiently(reference(1, http() + "a.jpg", new byte[] {1}))))
                .isEqualTo("DIGEST_MISMATCH");
        assertThat(reason(takePatiently(reference(2, http() + "large", IMAGE)))).isEqualTo("IMAGE_TOO_LARGE");
        int before = asked.size();
        assertThat(reason(takePatiently(new ImageReference("images", 0, 3, http() + "b.jpg", null))))
                .isEqualTo("DIGEST_MISSING");
        assertThat(reason(takePatiently(new ImageReference("images", 0, 4, http() + "b.jpg", "ABC"))))
                .isEqualTo("DIGEST_MISMATCH");
        assertThat(reason(takePatiently(reference(5, "http://127.0.0.1:1/images/b.jpg", IMAGE))))
                .isEqualTo("IMAGE_URI_NOT_ALLOWED");
        assertThat(asked).as("nothing is asked for in vain").hasSize(before);
        try (ReferencedImages none = new ReferencedImages(
                new FetchSettings(AllowedPrefixes.parse(List.of()), 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new Observer.Silent())) {
            assertThat(reason(none.takeImage(reference(6, http() + "b.jpg", IMAGE))))
                    .isEqualTo("CLAIM_CHECK_UNSUPPORTED");
        }
    }

    @Test
    void noLinkLeavesTheFolder(@TempDir Path outside) throws Exception {
        // Given
        Files.write(outside.resolve("secret"), IMAGE);
        Files.write(folder.resolve("inside"), IMAGE);
        Files.createSymbolicLink(folder.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("outfolder"), outside);
        Files.createSymbolicLink(folder.resolve("in"), folder.resolve("inside"));
        Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        Files.createSymbolicLink(folder.resolve("to"), Path.of("fro"));
        Files.createSymbolicLink(folder.resolve("fro"), folder.resolve("to"));
        Files.createDirectory(folder.resolve("folder"));
        String prefix = folder.toUri().toString();

        // Then
        assertThat(reason(takePatiently(reference(1, prefix + "out", IMAGE)))).isEqualTo("IMAGE_URI_NOT_ALLOWED");
        assertThat(reason(takePatiently(reference(2, prefix + "outfolder/secret", IMAGE))))
                .isEqualTo("IMAGE_URI_NOT_ALLOWED");
        assertThat(reason(takePatiently(reference(3, prefix + "in", IMAGE)))).isEqualTo("FOUND");
        assertThat(reason(takePatiently(reference(4, prefix + "loop", IMAGE)))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(5, prefix + "folder", IMAGE))))
                .isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(6, prefix + "gone", IMAGE)))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(7, prefix + "inside/more", IMAGE))))
                .isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(8, prefix + "to", IMAGE)))).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(9, prefix + "fro/more", IMAGE))))
                .isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(10, prefix + "a".repeat(256), IMAGE))))
                .isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reason(takePatiently(reference(11, prefix + "%C3%A4".repeat(128), IMAGE))))
                .isEqualTo("IMAGE_NOT_FOUND");
    }

    @Test
    void anOutageIsNoAnswer() {
        // Given
        String uri = http() + "a.jpg";
        server.stop(0);
        ImageReference reference = reference(1, uri, IMAGE);

        // When
        images.beginFetching(List.of(reference));
        images.awaitAny(List.of(reference), Duration.ofSeconds(1));

        // Then
        assertThat(images.hasArrived(reference)).isFalse();
        assertThatThrownBy(() -> images.takeImage(reference))
                .isInstanceOf(ImageStoreException.class)
                .hasMessageNotContaining("a.jpg");
    }

    @Test
    void saysWhichStoreIsDownAndThatItIsBack() {
        // Given
        statuses.put("/images/a.jpg", 503);
        statuses.put("/images/", 503);
        ImageReference reference = reference(1, http() + "a.jpg", IMAGE);
        images.beginFetching(List.of(reference));

        // When
        while (images.outages().isEmpty()) {
            images.awaitAny(List.of(reference), Duration.ofMillis(100));
        }
        List<String> outages = images.outages();
        statuses.clear();
        images.awaitAny(List.of(reference), Duration.ofSeconds(30));

        // Then
        assertThat(outages)
                .singleElement()
                .asString()
                .startsWith("http://127.0.0.1:" + server.getAddress().getPort() + " has given no image for ");
        assertThat(images.hasArrived(reference)).isTrue();
        assertThat(images.outages()).isEmpty();
        assertThat(reason(takePatiently(reference))).isEqualTo("FOUND");
    }

    @Test
    void givesUpAnImageThatAloneFailsWhileItsStoreAnswers() {
        // Given
        statuses.put("/images/a.jpg", 500);
        ImageReference reference = reference(1, http() + "a.jpg", IMAGE);

        // When
        images.beginFetching(List.of(reference));
        images.awaitAny(List.of(reference), Duration.ofSeconds(30));

        // Then
        assertThat(reason(takePatiently(reference))).isEqualTo("IMAGE_UNAVAILABLE");
        assertThat(asked.get("/images/a.jpg").get()).isGreaterThan(2);
    }

    @Test
    void neverGivesUpWhileTheStoreAnswersNobody() {
        // Given
        statuses.put("/images/a.jpg", 500);
        statuses.put("/images/", 500);
        ImageReference reference = reference(1, http() + "a.jpg", IMAGE);

        // When
        images.beginFetching(List.of(reference));
        images.awaitAny(List.of(reference), Duration.ofSeconds(3));

        // Then
        assertThat(images.hasArrived(reference)).isFalse();
    }

    @Test
    void breaksOffAnAnswerThatTakesTooLong() {
        // Given
        ImageReference hangs = reference(1, http() + "hangs", IMAGE);
        ImageReference other = reference(2, http() + "other", IMAGE);

        // When
        images.beginFetching(List.of(hangs, other));
        images.awaitAny(List.of(other), Duration.ofSeconds(10));

        // Then
        assertThat(reason(takePatiently(other))).isEqualTo("FOUND");
        while (asked.get("/images/hangs").get() < 2) {
            images.awaitAny(List.of(hangs), Duration.ofMillis(50));
        }
        assertThat(images.hasArrived(hangs)).isFalse();
    }

    @Test
    void fetchesNoFurtherFirstWhileItsPartitionHoldsImagesThatNobodyHasTaken() throws Exception {
        // Given: room for two, and both are here
        ImageReference first = reference(1, http() + "1", IMAGE);
        ImageReference second = reference(2, http() + "2", IMAGE);
        ImageReference third = reference(3, http() + "3", IMAGE);
        images.beginFetching(List.of(first, second));
        while (!images.hasArrived(first) || !images.hasArrived(second)) {
            images.awaitAny(List.of(first, second), Duration.ofMillis(10));
        }

        // When
        images.beginFetching(List.of(third));
        boolean begun = images.pending(third).isPresent();
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> images.awaitAny(List.of(third), Duration.ofMinutes(10)), serving);
        images.takeImage(first);
        waiting.get(20, TimeUnit.SECONDS);
        images.beginFetching(List.of(third));

        // Then
        assertThat(begun).isFalse();
        assertThat(images.pending(third)).as("there is room again").isPresent();
    }

    @Test
    void fetchesOnceForAsLongAsAnAttemptMayTakeAndKeepsNothing() {
        // Given
        ImageReference slow = reference(1, http() + "slow", IMAGE);
        ImageReference broken = reference(2, http() + "broken", IMAGE);
        statuses.put("/images/broken", 503);
        CompletableFuture.delayedExecutor(1_200, TimeUnit.MILLISECONDS).execute(released::countDown);

        try (ReferencedImages patient = images(Duration.ofMillis(300), Duration.ofSeconds(20))) {
            // When
            Result<byte[]> image = patient.fetchOnce(slow);

            // Then
            assertThat(reason(image)).isEqualTo("FOUND");
            assertThatThrownBy(() -> patient.fetchOnce(broken)).isInstanceOf(ImageStoreException.class);
            assertThat(patient.pending(slow)).isEmpty();
            assertThat(patient.pending(broken)).isEmpty();
        }
    }

    @Test
    void takesAnImageForOneApplicationAndKeepsItForTheOther() {
        // Given
        ImageReference one = reference(1, http() + "a", IMAGE).takenBy("one");
        ImageReference other = reference(1, http() + "a", IMAGE).takenBy("other");
        images.beginFetching(List.of(one));
        images.beginFetching(List.of(other));

        // When
        Result<byte[]> image = takePatiently(one);

        // Then
        assertThat(reason(image)).isEqualTo("FOUND");
        assertThat(images.pending(other)).isPresent();
        assertThat(reason(takePatiently(other))).isEqualTo("FOUND");
    }

    @Test
    void asksAStoreOneQuestionAtATime() throws Exception {
        // Given
        FetchSettings settings = new FetchSettings(
                AllowedPrefixes.parse(List.of(http() + "hangs/")), 1, 1, Duration.ofSeconds(30), Duration.ofHours(1));
        ImageLocation location = settings.allowed().locate(http() + "hangs/a").orElseThrow();
        try (ImageSources sources = new ImageSources(settings)) {
            // When
            CompletableFuture<Boolean> one = sources.answers(location);
            CompletableFuture<Boolean> other = sources.answers(location);
            released.countDown();

            // Then
            assertThat(one.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(asked.get("/images/hangs/")).hasValue(1);
            assertThat(sources.answers(location).get(20, TimeUnit.SECONDS))
                    .as("a later question is asked")
                    .isTrue();
            assertThat(asked.get("/images/hangs/")).hasValue(2);
        }
    }

    @Test
    void keepsNothingOfThoseWhoHaveWaited() {
        // Given
        ImageReference hangs = reference(1, http() + "hangs", IMAGE);
        images.beginFetching(List.of(hangs));

        // When
        for (int i = 0; i < 100; i++) {
            images.awaitAny(List.of(hangs), Duration.ofMillis(1));
        }

        // Then
        assertThat(images.pending(hangs).orElseThrow().outcome().getNumberOfDependents())
                .isLessThan(2);
    }

    @Test
    void fetchesTheFirstOfEachPartitionAndOthersWhileThereIsRoom() {
        // Given: room for two
        List<ImageReference> first = List.of(
                reference(1, http() + "1", IMAGE),
                reference(2, http() + "2", IMAGE),
                reference(3, http() + "3", IMAGE));
        ImageReference second =
                new ImageReference("images", 1, 1, http() + "4", first.get(0).sha256());

        // When
        images.beginFetching(first);
        images.beginFetching(List.of(second));

        // Then
        images.awaitAny(List.of(second), Duration.ofSeconds(10));
        images.awaitAny(List.of(first.get(1)), Duration.ofSeconds(10));
        assertThat(images.hasArrived(second)).isTrue();
        assertThat(images.hasArrived(first.get(1))).isTrue();
        assertThat(asked).doesNotContainKey("/images/3");
        assertThat(reason(takePatiently(first.get(2))))
                .as("who is not fetched before is fetched now")
                .isEqualTo("FOUND");
    }
}
