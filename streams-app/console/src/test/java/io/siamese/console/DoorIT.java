package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The REST door and the pages' own API, on a real broker with the real service. */
@Timeout(600)
class DoorIT {
    private static final String OFFICE = "gallery=" + ConsoleWithGallery.GALLERY;

    private static ConsoleWithGallery console;

    @BeforeAll
    static void start() throws Exception {
        console = ConsoleWithGallery.start();
        long end = System.nanoTime() + 60_000_000_000L;
        while (!ready()) {
            assertThat(System.nanoTime()).as("the console is not connected").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static boolean ready() throws IOException {
        HttpResponse<String> answer = console.get("/api/gallery");
        return answer.statusCode() == 200
                && json(answer).get("complete").asBoolean()
                && isConnected(console.send("POST", "/api/v1/decisions?" + OFFICE, ConsoleWithGallery.image(3, 8)))
                && isConnected(policy("{\"targetFmr\": 0.00001}"));
    }

    /** Each kind of request connects to Kafka when it is first asked for, and says so until then. */
    private static boolean isConnected(HttpResponse<String> answer) {
        return answer.statusCode() != 503;
    }

    @AfterAll
    static void stop() {
        if (console != null) {
            console.close();
        }
    }

    @Test
    void enrolsDecidesRevokesAndErasesByRequestsAlone() throws Exception {
        // When a subject is enrolled
        HttpResponse<String> enrolled =
                console.send("PUT", "/api/v1/exemplars/door/anna/1", ConsoleWithGallery.image(15, 0));

        // Then
        assertThat(enrolled.statusCode()).as(enrolled.body()).isEqualTo(200);
        assertThat(json(enrolled).get("status").asText()).isEqualTo("ENROLLED");
        long epoch = json(enrolled).get("galleryEpoch").asLong();

        // When another image claims to be the subject
        HttpResponse<String> decided = console.send(
                "POST",
                "/api/v1/decisions?gallery=door&claim=anna&imageId=photo-1&minEpoch=" + epoch,
                ConsoleWithGallery.image(15, 1));

        // Then
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        assertThat(json(decided).get("imageId").asText()).isEqualTo("photo-1");
        assertThat(json(decided).get("claimedSubject").asText()).isEqualTo("anna");
        assertThat(json(decided).get("candidates").get(0).get("subject").asText())
                .isEqualTo("anna");

        // When it is revoked, and the subject is erased
        HttpResponse<String> revoked = console.send("DELETE", "/api/v1/exemplars/door/anna/1", new byte[0]);
        HttpResponse<String> erased = console.send("DELETE", "/api/v1/subjects/door/anna", new byte[0]);

        // Then
        assertThat(json(revoked).get("status").asText()).isEqualTo("REVOKED");
        assertThat(json(erased).get("key").asText()).isEqualTo("door/anna/");
        assertThat(console.get("/api/v1/exemplars/door/anna/1").statusCode()).isEqualTo(404);
    }

    @Test
    void answersLaterWhereAnAnswerTakesItsTime() throws Exception {
        // When nobody waits
        HttpResponse<String> pending =
                console.send("POST", "/api/v1/decisions?waitMs=0&" + OFFICE, ConsoleWithGallery.image(3, 9));

        // Then
        assertThat(pending.statusCode()).isEqualTo(202);
        String place = pending.headers().firstValue("Location").orElseThrow();
        assertThat(json(pending).get("askAt").asText()).isEqualTo(place);

        // When it is asked for
        HttpResponse<String> answer = console.get(place + "?waitMs=30000");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("imageId").asText())
                .isEqualTo(json(pending).get("requestId").asText());
    }

    @Test
    void publishesARepetitionUnderItsKeyOnce() throws Exception {
        // Given
        String path = "/api/v1/decisions?" + OFFICE;
        byte[] image = ConsoleWithGallery.image(3, 10);

        // When
        HttpResponse<String> first = console.send("POST", path, image, "Idempotency-Key", "order-1");
        HttpResponse<String> again = console.send("POST", path + "&waitMs=9999", image, "Idempotency-Key", "order-1");
        HttpResponse<String> other =
                console.send("POST", path, ConsoleWithGallery.image(3, 11), "Idempotency-Key", "order-1");

        // Then
        assertThat(json(again).get("source")).isEqualTo(json(first).get("source"));
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void refusesWhatIsTooLargeEmptyOrMisnamed() {
        assertThat(console.send("POST", "/api/v1/decisions", new byte[(1 << 20) + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(console.send("POST", "/api/v1/decisions", new byte[0]).statusCode())
                .isEqualTo(400);
        assertThat(console.send("PUT", "/api/v1/exemplars/door/" + "x".repeat(200) + "/1", new byte[] {1})
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.get("/api/v1/requests/nothing").statusCode()).isEqualTo(404);
        assertThat(console.get("/api/v1/openapi.json").body()).contains("\"openapi\": \"3.1.0\"");
    }

    @Test
    void triesAsTheServiceDecides() throws Exception {
        for (String claim : new String[] {"", "&claim=character-4"}) {
            // Given
            byte[] image = ConsoleWithGallery.image(4, 13);

            // When
            JsonNode tried = json(console.send("POST", "/api/try?" + OFFICE + claim, image))
                    .get("verdict");
            JsonNode decided = json(console.send("POST", "/api/v1/decisions?" + OFFICE + claim, image));

            // Then
            for (String field : new String[] {"outcome", "reason", "threshold", "expectedFmr", "expectedFpir"}) {
                assertThat(tried.get(field)).as(field).isEqualTo(decided.get(field));
            }
            assertThat(tried.get("candidates").get(0).get("subject"))
                    .isEqualTo(decided.get("candidates").get(0).get("subject"));
            assertThat(tried.get("candidates").get(0).get("score").asDouble())
                    .isCloseTo(
                            decided.get("candidates").get(0).get("score").asDouble(),
                            org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    @Test
    void explainsAPairAndRefusesAnUnreadableImage() throws Exception {
        // Given
        String exemplar = "&subject=character-4&exemplar=hand-0";

        // When
        HttpResponse<String> maps =
                console.send("POST", "/api/try/difference?" + OFFICE + exemplar, ConsoleWithGallery.image(4, 13));
        HttpResponse<String> unreadable = console.send("POST", "/api/try?" + OFFICE, new byte[] {1, 2, 3});

        // Then
        assertThat(maps.statusCode()).as(maps.body()).isEqualTo(200);
        assertThat(json(maps).get("probe").binaryValue()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(json(maps).get("exemplar").binaryValue()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(unreadable.statusCode()).isEqualTo(422);
        assertThat(json(unreadable).get("error").asText()).contains("the service would reject this image");
    }

    @Test
    void listsSubjectsWithTheirNearestOtherAndWhatWasRejected() throws Exception {
        // When
        JsonNode page = json(console.get("/api/gallery/subjects?search=CHARACTER-2&" + OFFICE));

        // Then
        JsonNode subject = page.get("subjects").get(0);
        assertThat(page.get("total").asInt()).isEqualTo(1);
        assertThat(subject.get("nearest").get("subject").asText()).isNotEqualTo("character-2");
        assertThat(subject.get("exemplars").findValuesAsText("status")).contains("ENROLLED", "REJECTED");
        assertThat(json(console.get("/api/gallery/map?" + OFFICE)).get("points"))
                .hasSizeGreaterThan(ConsoleWithGallery.SUBJECTS);
    }

    @Test
    void answersRequestsForPoliciesAsTheServiceDoes() throws Exception {
        // When
        HttpResponse<String> refused = policy("{\"targetFmr\": 0.00001}");
        HttpResponse<String> inForce = policy("{\"targetFmr\": 0.02, \"targetFpir\": 0.1}");
        HttpResponse<String> malformed = policy("{\"targetFrm\": 0.02}");

        // Then
        assertThat(json(refused).get("status").asText()).isEqualTo("REJECTED");
        assertThat(json(refused).get("reason").asText()).isEqualTo("UNSUPPORTED_TARGET");
        assertThat(json(inForce).get("status").asText()).isEqualTo("ENROLLED");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("targetFrm");
    }

    private static HttpResponse<String> policy(String request) {
        return console.send(
                "PUT", "/api/policy?gallery=elsewhere", request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
