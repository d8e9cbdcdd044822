package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.client.DecisionRequest;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Verdict;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The console's API on a real broker with the service. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private RunningConsole console;

    @BeforeAll
    void start() throws InterruptedException {
        console = RunningConsole.start();
        console.enrol("door", "alice", "1", console.drawing(1, 0));
    }

    @AfterAll
    void stop() {
        console.close();
    }

    @Test
    void showsTheImagesOfADecision() {
        // When
        MatchDecision decision = console.decide(DecisionRequest.claim("shown", "door", "alice", console.drawing(1, 3)));

        // Then
        var image = console.get("/api/pictures/probe/" + place(decision));
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(image.headers().firstValueAsLong("Published-At").orElse(0))
                .isBetween(1L, decision.getDecidedAt().toEpochMilli());
        String exemplar = "/api/pictures/exemplar?gallery=door&subject=alice&exemplar=1";
        assertThat(await(() -> console.get(exemplar).statusCode(), 200)).isEqualTo(200);
    }

    @Test
    void saysWhereTheTopicNoLongerKeepsAnImage() throws Exception {
        // Given
        MatchDecision decision = console.decide(DecisionRequest.search("gone", "door", console.drawing(2, 3)));
        int partition = decision.getSource().getPartition();
        long offset = decision.getSource().getOffset();

        // When
        try (Admin admin = Admin.create(console.contract().kafka().admin())) {
            admin.deleteRecords(
                            Map.of(new TopicPartition("images", partition), RecordsToDelete.beforeOffset(offset + 1)))
                    .all()
                    .get();
        }

        // Then
        var answer = console.get("/api/pictures/probe/" + partition + "/" + offset);
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("no longer keeps this image");
        assertThat(console.get("/api/pictures/probe/" + partition + "/999999").statusCode())
                .isEqualTo(410);
        assertThat(console.get("/api/pictures/probe/77/0").statusCode()).isEqualTo(410);
    }

    @Test
    void showsNoExemplarThatIsRevoked() {
        // Given
        console.enrol("door", "bob", "1", console.drawing(4, 0));
        String picture = "/api/pictures/exemplar?gallery=door&subject=bob&exemplar=1";
        assertThat(await(() -> console.get(picture).statusCode(), 200)).isEqualTo(200);

        // When
        console.revoke("door", "bob", "1");

        // Then
        assertThat(await(() -> console.get(picture).statusCode(), 410)).isEqualTo(410);
    }

    @Test
    void publishesAVerdictWithWhoLooked() throws IOException {
        // Given
        console.enrol("people", "carol", "1", console.drawing(5, 0));
        console.leaveAllToPeople("people");
        MatchDecision decision =
                console.decide(DecisionRequest.claim("asked", "people", "carol", console.drawing(5, 4)));
        assertThat(decision.getOutcome()).isEqualTo(Outcome.UNCERTAIN);
        assertThat(decision.getReviewFrom()).isEqualTo(-0.9999f);
        await(() -> waiting("people"), 1);

        // When
        String said = String.format(
                java.util.Locale.ROOT,
                "{\"topic\":\"images\",\"partition\":%d,\"offset\":%d,\"verdict\":\"CONFIRMED\",\"subject\":null,"
                        + "\"reviewer\":\"Eve\"}",
                decision.getSource().getPartition(),
                decision.getSource().getOffset());
        assertThat(console.post("/api/review", said).statusCode()).isEqualTo(204);

        // Then
        assertThat(waiting("people")).isZero();
        assertThat(feedback()).anySatisfy(feedback -> {
            assertThat(feedback.getSource()).isEqualTo(decision.getSource());
            assertThat(feedback.getVerdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(feedback.getSubject()).isEqualTo("carol");
            assertThat(feedback.getReviewer()).isEqualTo("Eve");
        });
    }

    @Test
    void sendsADeadLetterAgain() throws IOException {
        // Given
        byte[] broken = Arrays.copyOf(console.drawing(1, 1), 100);
        console.decide(DecisionRequest.search("broken", "door", broken).asBareImage());
        JsonNode letter = awaitLetter("broken", 1);

        // When
        var answer = console.post(
                "/api/health/redrive",
                "{\"partition\":" + letter.get("partition") + ",\"offset\":" + letter.get("offset") + "}");

        // Then: it is rejected once more, with the gallery that its header names
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode again = awaitLetter("broken", 2);
        assertThat(again.get("source").asText())
                .isEqualTo("images-" + json.readTree(answer.body()).get("partition") + "-"
                        + json.readTree(answer.body()).get("offset"));
        assertThat(again.get("reason").asText()).isEqualTo("CORRUPT_IMAGE");
    }

    @Test
    void countsEveryDecisionAndShowsFewOfThem() throws IOException {
        // Given
        int many = 300;
        HttpURLConnection stream = (HttpURLConnection)
                URI.create(console.base() + "/api/live?gallery=crowd").toURL().openConnection();
        stream.setRequestProperty("Accept", "text/event-stream");
        stream.setRequestProperty("Authorization", "Bearer " + RunningConsole.TOKEN);
        int matching = 0;
        int shown = 0;
        try (var lines = new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            nextTick(lines);

            // When
            for (int i = 0; i < many; i++) {
                console.decide(DecisionRequest.search("crowd-" + i, "crowd", console.drawing(i % 30, 2)));
            }

            // Then
            while (matching < many) {
                JsonNode tick = nextTick(lines);
                matching += tick.get("matching").asInt();
                shown += tick.get("decisions").size();
                assertThat(tick.get("decisions").size()).isLessThanOrEqualTo(2);
            }
        }
        assertThat(matching).isEqualTo(many);
        assertThat(shown).isLessThan(many);
    }

    private JsonNode nextTick(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return json.readTree(line.substring("data:".length()));
    }

    private int waiting(String gallery) {
        try {
            return json.readTree(console.get("/api/review?gallery=" + gallery).body())
                    .get("decisions")
                    .size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode awaitLetter(String key, int times) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (found.size() < times && System.nanoTime() < end) {
            found.clear();
            json.readTree(console.get("/api/health").body()).get("letters").forEach(letter -> {
                if (letter.get("key").asText().equals(key)) {
                    found.add(letter);
                }
            });
        }
        assertThat(found).hasSize(times);
        return found.get(0);
    }

    private List<Feedback> feedback() {
        List<Feedback> found = new ArrayList<>();
        try (ContractSchemas schemas = ContractSchemas.open(console.contract());
                TopicTail tail = TopicTail.open(console.contract(), "feedback", true)) {
            EventReader<Feedback> reader = schemas.reader(Feedback.class);
            tail.readToEnd(record -> {
                if (reader.read(record.value()) instanceof Incoming.Readable<Feedback> readable) {
                    found.add(readable.value());
                }
            });
        }
        return found;
    }

    private static <T> T await(Supplier<T> question, T wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T answer = question.get();
        while (!wanted.equals(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            answer = question.get();
        }
        return answer;
    }

    private static String place(MatchDecision decision) {
        return decision.getSource().getPartition() + "/" + decision.getSource().getOffset();
    }
}
