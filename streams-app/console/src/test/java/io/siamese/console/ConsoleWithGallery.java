package io.siamese.console;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarTerms;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.ExemplarKind;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.demo.DemoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A broker, the service and the console in this process, with a gallery of drawn characters and decisions about them. */
final class ConsoleWithGallery implements AutoCloseable {
    static final String GALLERY = "office";
    static final int SUBJECTS = 12;
    /** A name that would do harm where it is taken for markup. */
    static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = "a-token-for-the-tests";
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);

    private final DemoService service;
    private final Console console;
    private final ResourceStack opened;
    private final HttpClient client = HttpClient.newHttpClient();

    private ConsoleWithGallery(DemoService service, Console console, ResourceStack opened) {
        this.service = service;
        this.console = console;
        this.opened = opened;
    }

    static ConsoleWithGallery start() throws InterruptedException {
        try (ResourceStack opened = new ResourceStack()) {
            DemoService service = opened.add(DemoService.start(ConsoleWithGallery::config));
            fill(service);
            Console console = opened.add(Console.start(new ConsoleSettings("127.0.0.1", 0, TOKEN, List.of(), null)));
            console.connect(service.config().contract());
            return new ConsoleWithGallery(service, console, opened.release());
        }
    }

    private static AppConfig config(List<String> ofBroker) {
        List<String> all = new ArrayList<>(ofBroker);
        all.add("images.partitions=2");
        return AppConfig.load(new ConfigSources(null, Map.of(), all));
    }

    /** An image of a drawn character, by one of 20 hands. */
    static byte[] image(int character, int hand) {
        return DRAWN.png(character, hand);
    }

    static String subject(int character) {
        return "character-" + character;
    }

    private static void fill(DemoService service) {
        try (EnrolmentRequests enrolments =
                        EnrolmentRequests.open(service.config().contract());
                DecisionRequests decisions =
                        DecisionRequests.open(service.config().contract())) {
            List<CompletableFuture<?>> enrolled = new ArrayList<>();
            for (int character = 0; character < SUBJECTS; character++) {
                for (int hand = 0; hand <= character % 3; hand++) {
                    ExemplarKey key = new ExemplarKey(GALLERY, subject(character), "hand-" + hand);
                    enrolled.add(enrolments.enrol(key, image(character, hand)));
                }
            }
            enrolled.add(enrolments.enrol(new ExemplarKey(GALLERY, HOSTILE, "one"), image(20, 0)));
            enrolled.add(enrolments.enrol(
                    new ExemplarKey(GALLERY, subject(1), "forged"),
                    image(30, 0),
                    new ExemplarTerms(ExemplarKind.NEGATIVE, null)));
            enrolled.add(enrolments.enrol(new ExemplarKey(GALLERY, subject(2), "broken"), new byte[] {1, 2, 3, 4}));
            enrolled.forEach(CompletableFuture::join);
            decide(decisions);
        }
    }

    private static void decide(DecisionRequests decisions) {
        List<CompletableFuture<MatchDecision>> asked = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int character = i % SUBJECTS;
            int shown = i % 3 == 0 ? (character + 7) % 30 : character;
            byte[] image = image(shown, 5 + i % 10);
            asked.add(decisions.decide(
                    i % 4 == 3
                            ? DecisionRequest.search("image-" + i, GALLERY, image)
                            : DecisionRequest.claim("image-" + i, GALLERY, subject(character), image)));
        }
        asked.forEach(CompletableFuture::join);
    }

    /** Enrols images of a character by so many hands, and returns once the console shows them. */
    void enrol(String gallery, String subject, int character, int hands) {
        try (EnrolmentRequests enrolments =
                EnrolmentRequests.open(service.config().contract())) {
            for (int hand = 0; hand < hands; hand++) {
                enrolments
                        .enrol(new ExemplarKey(gallery, subject, "hand-" + hand), image(character, hand))
                        .join();
            }
        }
        String last = "\"subject\":\"" + subject + "\",\"exemplar\":\"hand-" + (hands - 1) + "\"";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!get("/api/gallery/map?gallery=" + gallery).body().contains(last)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the console does not show " + subject);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    DemoService service() {
        return service;
    }

    /** The address for a browser. */
    String address() {
        return console.address() + "#token=" + TOKEN;
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, new byte[0]);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        String root = console.address().replaceAll("/$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
