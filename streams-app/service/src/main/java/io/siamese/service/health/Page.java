package io.siamese.service.health;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One answer. The body array is not shared with anyone who writes to it. */
record Page(int status, String contentType, byte[] body) {

    private static final String JSON = "application/json";

    static Page json(int status, byte[] body) {
        return new Page(status, JSON, body);
    }

    static Page text(String contentType, String body) {
        return new Page(200, contentType, body.getBytes(UTF_8));
    }

    static Page notFound() {
        return json(404, "{\"status\":\"not found\"}".getBytes(UTF_8));
    }

    static Page notAllowed() {
        return json(405, "{\"status\":\"only GET is allowed\"}".getBytes(UTF_8));
    }
}
