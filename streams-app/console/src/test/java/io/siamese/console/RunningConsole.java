package io.siamese.console;

import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarNaming;
import io.siamese.client.PolicyRequests;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.events.MatchDecision;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.demo.DemoService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A broker, the service and the console, and a client beside them. */
final class RunningConsole implements AutoCloseable {
    static final String TOKEN = "the-token-of-the-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ContractSettings contract;
    private final Console console;
    private final DecisionRequests decisions;
    private final EnrolmentRequests enrolments;
    private final StrokeCharacters characters = new StrokeCharacters(7);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ResourceStack opened;

    private RunningConsole(
            ContractSettings contract,
            Console console,
            DecisionRequests decisions,
            EnrolmentRequests enrolments,
            ResourceStack opened) {
        this.contract = contract;
        this.console = console;
        this.decisions = decisions;
        this.enrolments = enrolments;
        this.opened = opened;
    }

    static RunningConsole start() throws InterruptedException {
        try (ResourceStack opened = new ResourceStack()) {
            URI health = DemoService.chooseHealthAddress();
            DemoService service = opened.add(DemoService.start(
                    settings -> {
                        List<String> all = new ArrayList<>(settings);
                        all.add("images.partitions=2");
                        return AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
                    },
                    health));
            ContractSettings contract = service.config().contract();
            Console console = opened.add(Console.start(new ConsoleSettings("127.0.0.1", 0, TOKEN, List.of(), health)));
            console.connect(contract);
            DecisionRequests decisions = opened.add(DecisionRequests.open(contract, PATIENCE));
            EnrolmentRequests enrolments = opened.add(EnrolmentRequests.open(contract, PATIENCE));
            RunningConsole running = new RunningConsole(contract, console, decisions, enrolments, opened.release());
            running.awaitConnected();
            return running;
        }
    }

    private void awaitConnected() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (get("/api/health").statusCode() == 200 && get("/api/review").statusCode() == 200) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException(
                "the console is not connected: " + get("/api/health").body());
    }

    ContractSettings contract() {
        return contract;
    }

    /** The printed address, with the token behind it. */
    String address() {
        return console.address() + "#token=" + TOKEN;
    }

    /** The address of a page. */
    String page(String name) {
        return base() + "/#/" + name;
    }

    String base() {
        return console.address().replaceFirst("/$", "");
    }

    /** A drawing of a character by one of twenty hands. */
    byte[] drawing(int character, int hand) {
        return characters.png(character, hand);
    }

    void enrol(String gallery, String subject, String exemplar, byte[] image) {
        enrolments.enrol(ExemplarNaming.key(gallery, subject, exemplar), image).join();
    }

    void revoke(String gallery, String subject, String exemplar) {
        enrolments.revoke(ExemplarNaming.key(gallery, subject, exemplar)).join();
    }

    MatchDecision decide(DecisionRequest request) {
        return decisions.decide(request).join();
    }

    /** From now on every score above −1 and below 1 of this gallery is left to people. */
    void leaveAllToPeople(String gallery) {
        try (PolicyRequests policies = PolicyRequests.open(contract, PATIENCE)) {
            PolicyRequest request = PolicyRequest.newBuilder()
                    .setFixedThreshold(0.9999f)
                    .setReviewFrom(-0.9999f)
                    .build();
            policies.set(new PolicyKey(gallery), request).join();
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base() + path)));
    }

    HttpResponse<String> post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(base() + path)).POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.header("Authorization", "Bearer " + TOKEN).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
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
