package io.siamese.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks HTTP by hand, because a client of Java refuses to send a false Host or Origin. */
@Timeout(60)
class WebServerTest {
    private static final String TOKEN = "a-token-that-was-chosen";
    private static final String OWN = "X-Siamese-Console: 1";

    private WebServer server;
    private String cookie;

    @BeforeEach
    void start() {
        Room echo = routes -> {
            routes.get("/api/echo", context -> context.result("pixels"));
            routes.post("/api/echo", context -> context.result("done"));
            routes.get("/api/broken", context -> {
                throw new IllegalStateException("secret detail");
            });
        };
        server = WebServer.start("127.0.0.1", 0, AccessToken.ofChosen(TOKEN), List.of(), List.of(echo));
        String opened = post("/api/session", TOKEN, OWN);
        assertThat(opened).startsWith("HTTP/1.1 204").contains("HttpOnly").contains("SameSite=Strict");
        cookie = "Cookie: " + opened.replaceAll("(?s).*Set-Cookie: ([^;]+);.*", "$1");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsThroughWhoShowsTheToken() {
        assertThat(get("/api/echo", "Authorization: Bearer " + TOKEN))
                .startsWith("HTTP/1.1 200")
                .endsWith("pixels");
        assertThat(get("/api/echo", cookie)).startsWith("HTTP/1.1 200").endsWith("pixels");
        assertThat(post("/api/echo", "", cookie, OWN))
                .startsWith("HTTP/1.1 200")
                .endsWith("done");
    }

    @Test
    void readsNoMoreOfAStrangerThanATokenIsLong() {
        assertThat(post("/api/session", TOKEN + "x".repeat(100_000), OWN)).startsWith("HTTP/1.1 401");
        assertThat(post("/api/session", " ".repeat(1024) + TOKEN, OWN)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Authorization: Bearer",
                "Authorization: Bearer wrong",
                "Authorization: Basic a-token-that-was-chosen",
                "Cookie: siamese-console=a-token-that-was-chosen"
            })
    void givesNothingWithoutTheToken(String header) {
        assertThat(get("/api/echo", header)).startsWith("HTTP/1.1 401").doesNotContain("pixels");
        assertThat(get("/api/nothing", header)).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/echo",
                "//api/echo",
                "/api//echo",
                "/%61pi/echo",
                "/x/../api/echo",
                "/api/echo/",
                "/api;x/echo"
            })
    void givesNothingUnderAnotherSpellingOfThePath(String path) {
        assertThat(get(path, "Accept: */*")).doesNotContain("pixels");
    }

    @Test
    void refusesANameThatIsNotItsOwn() {
        assertThat(send("GET / HTTP/1.1\r\nHost: evil.example\r\n", "")).startsWith("HTTP/1.1 421");
        assertThat(send("GET /api/echo HTTP/1.1\r\nHost: evil.example:80\r\n" + cookie + "\r\n", ""))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("pixels");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "Sec-Fetch-Site: same-origin, 200",
        "Sec-Fetch-Site: none, 200"
    })
    void showsACookieOnlyToItsOwnPages(String header, int status) {
        assertThat(get("/api/echo", cookie, header)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void changesNothingForAnotherSite() {
        assertThat(post("/api/echo", "", cookie)).startsWith("HTTP/1.1 403");
        assertThat(post("/api/echo", "", cookie, OWN, "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(post("/api/echo", "", cookie, OWN, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(post("/api/echo", "", cookie, OWN, "Origin: http://127.0.0.1:1"))
                .startsWith("HTTP/1.1 403");
        assertThat(post("/api/echo", "", cookie, OWN, "Origin: http://127.0.0.1:" + server.port()))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void opensNoSessionForAWrongToken() {
        assertThat(post("/api/session", "wrong", OWN))
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Set-Cookie");
        assertThat(post("/api/session", TOKEN)).startsWith("HTTP/1.1 403").doesNotContain("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/style.css", "/icon.svg", "/api/echo", "/nothing"})
    void saysInEveryAnswerThatNothingElseMayRun(String path) {
        assertThat(get(path, cookie))
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
                        + "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
                        + "form-action 'self'\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .contains("Referrer-Policy: no-referrer\r\n")
                .contains("Cross-Origin-Resource-Policy: same-origin\r\n")
                .doesNotContain("Server:");
    }

    @Test
    void servesThePagesFiles() {
        assertThat(get("/", "Accept: text/html"))
                .startsWith("HTTP/1.1 200")
                .contains("text/html")
                .contains("/app.js");
        assertThat(get("/pages/about.js", "Accept: */*"))
                .startsWith("HTTP/1.1 200")
                .contains("Content-Type: text/javascript");
        assertThat(get("/../WebServer.class", "Accept: */*")).doesNotContain("200 OK");
    }

    @Test
    void tellsNoDetailsOfItsOwnFaults() {
        assertThat(get("/api/broken", cookie))
                .startsWith("HTTP/1.1 500")
                .contains("something went wrong")
                .doesNotContain("secret");
    }

    @Test
    void saysWhereItCannotListen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        WebServer.start("127.0.0.1", server.port(), AccessToken.ofChosen(null), List.of(), List.of()))
                .withMessageContaining("port " + server.port())
                // It was found by looking first. Javalin would have logged an error.
                .withCauseInstanceOf(BindException.class);
    }

    private String get(String path, String... headers) {
        return request("GET " + path, "", headers);
    }

    private String post(String path, String body, String... headers) {
        return request("POST " + path, body, headers);
    }

    private String request(String start, String body, String... headers) {
        String head = start + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n";
        return send(head + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n"), body);
    }

    private String send(String head, String body) {
        String all = head + "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return reader.lines().collect(Collectors.joining("\r\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
