package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.siamese.client.DecisionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages in a browser, with the real service behind them. Pictures of each page are left in target/screenshots. */
@Tag("long")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleBrowserIT {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final List<String> PAGES = List.of("live", "review", "health", "about");

    private Browser browser;
    private RunningConsole console;

    @BeforeAll
    void start() throws InterruptedException {
        browser = Browser.open();
        console = RunningConsole.start();
        console.leaveAllToPeople("people");
        for (int subject = 0; subject < 4; subject++) {
            console.enrol("people", "character-" + subject, "1", console.drawing(subject, 0));
            console.enrol("door", "character-" + subject, "1", console.drawing(subject, 0));
        }
        for (int i = 0; i < 6; i++) {
            console.decide(
                    DecisionRequest.claim("left-" + i, "people", "character-" + i % 4, console.drawing(i % 4, 5)));
            console.decide(DecisionRequest.search("camera-" + i, "door", console.drawing(i, 6)));
        }
        console.decide(DecisionRequest.search("broken", "door", Arrays.copyOf(console.drawing(1, 1), 90)));
        browser.go(console.address());
        browser.await(".bar");
    }

    @AfterAll
    void stop() {
        try (RunningConsole second = console;
                Browser first = browser) {
            console = null;
            browser = null;
        }
    }

    @Test
    void takesTheTokenOutOfTheAddress() {
        assertThat(browser.address()).doesNotContain("token").doesNotContain(RunningConsole.TOKEN);
        assertThat(browser.run("return document.cookie")).isEqualTo("");
    }

    @ParameterizedTest(name = "{0} px, {1}")
    @CsvSource({"1440, light", "1440, dark", "360, light", "360, dark"})
    void isReadableAndReachableOnEveryPage(int width, String scheme) throws IOException {
        browser.look(width, scheme);
        browser.complaints();
        for (String page : PAGES) {
            // When
            browser.go(console.page(page));
            browser.await("h1");
            browser.await(page.equals("live") || page.equals("review") ? ".pair img" : ".card h2");
            browser.picture(PICTURES.resolve(page + "-" + width + "-" + scheme + ".png"));

            // Then
            assertThat(browser.accessibilityFindings()).as(page).isEmpty();
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as(page + " is not wider than the window")
                    .isEqualTo(true);
            assertThat(browser.complaints()).as(page).allMatch(complaint -> complaint.contains("status of 4"));
        }
    }

    @Test
    void reviewsByKeyboardAlone() {
        // Given
        browser.look(1440, "light");
        browser.go(console.page("review"));
        browser.await(".review");
        assertThat(browser.run(
                        "return document.querySelector('.verdicts').getBoundingClientRect().bottom <= innerHeight"))
                .as("the buttons are in the window")
                .isEqualTo(true);
        browser.await("#reviewer").sendKeys("Eve", Keys.ENTER);
        String first = browser.await(".review .pair .name").getText();

        // When
        browser.press("y");

        // Then
        browser.awaitText(".state", first + ": confirmed");
        browser.awaitText(".review .pair .name", "left-");
        assertThat(browser.await(".review .pair .name").getText()).isNotEqualTo(first);
        assertThat(browser.run("return document.querySelector('#reviewer').value"))
                .isEqualTo("Eve");
        browser.press("b");
        browser.awaitText(".review .pair .name", first);
    }

    @Test
    void saysThatARejectedImageWasComparedWithNobody() {
        // Given
        browser.look(1440, "light");

        // When
        browser.go(console.base() + "/#/about");
        browser.go(console.page("live?outcome=REJECTED"));

        // Then
        browser.awaitText(".decision .asked", "compared with nobody");
    }

    @Test
    void doesNotSayThatNoDecisionCameWhereAFilterHidesThem() {
        // Given
        browser.look(1440, "light");

        // When
        browser.go(console.base() + "/#/about");
        browser.go(console.page("live?gallery=doo"));

        // Then
        browser.awaitText(".empty h2", "None to show");
        browser.awaitText(".empty", "named in full");
    }

    @Test
    void showsHostileNamesAsTextAndAsksNobodyElse() throws IOException {
        // Given
        AtomicInteger asked = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        elsewhere.start();
        String address = "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/";
        String image = "<img src=" + address + " onerror=window.hacked=1>";
        String script = "</title><script src=" + address + "></script>";
        try {
            console.enrol("hostile", image, script, console.drawing(9, 0));

            // When
            console.decide(DecisionRequest.claim(script, "hostile", image, console.drawing(9, 3)));
            browser.look(1440, "light");
            browser.go(console.page("live?gallery=hostile"));
            browser.awaitText(".decision .asked", image);
            browser.await(".decision .cover").click();
            browser.await("dialog .details");

            // Then
            assertThat(browser.run("return window.hacked === undefined")).isEqualTo(true);
            assertThat(
                            browser.run(
                                    "return [...document.images].every(i => i.src.startsWith('blob:') || i.src.startsWith(origin))"))
                    .isEqualTo(true);
            assertThat(browser.run("return document.scripts.length")).isEqualTo(1L);
            assertThat(browser.run(
                            "return performance.getEntriesByType('resource').every(e => e.name.startsWith(origin)"
                                    + " || e.name.startsWith('blob:' + origin))"))
                    .isEqualTo(true);
            assertThat(asked).hasValue(0);
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void movesNothingWhileDecisionsCome() {
        // Given
        browser.look(1440, "light");
        browser.pointAway();
        browser.go(console.base() + "/#/about");
        browser.go(console.page("live"));
        browser.await(".decision .pair img");
        browser.run("window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e =>"
                + " { if (!e.hadRecentInput) window.shift += e.value; })).observe({type: 'layout-shift'})");

        // When
        int shown = 0;
        for (int i = 0; i < 40 && shown < 4; i++) {
            console.decide(DecisionRequest.claim("moving-" + i, "door", "character-1", console.drawing(1, 7 + i)));
            // The page shows a few decisions a second and counts the others.
            shown = ((Number) browser.run("return [...document.querySelectorAll('.decision .name')]"
                            + ".filter(name => name.textContent.includes('moving-')).length"))
                    .intValue();
        }
        assertThat(shown).isGreaterThanOrEqualTo(4);

        // Then: "good" by the web's own measure is below 0.1
        assertThat(((Number) browser.run("return window.shift")).doubleValue()).isLessThan(0.1);
    }

    @Test
    void asksForTheTokenWhereThereIsNone() throws IOException {
        try (Browser stranger = Browser.open()) {
            // When
            stranger.look(360, "light");
            stranger.go(console.base());
            stranger.await(".sign-in");
            stranger.picture(PICTURES.resolve("sign-in-360-light.png"));

            // Then
            assertThat(stranger.accessibilityFindings()).isEmpty();
            assertThat(stranger.all(".bar, .picture")).isEmpty();
            stranger.await("#token").sendKeys("not-the-right-token");
            stranger.await("button.primary").click();
            stranger.awaitText(".problem", "not the token");
            stranger.await("#token").sendKeys(RunningConsole.TOKEN);
            stranger.await("button.primary").click();
            stranger.await(".bar");
        }
    }
}
