package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Pages Gallery, Try, Policy and Model in a browser, on a real broker with the real service. */
@Tag("long")
@Timeout(600)
class GalleryPagesIT {
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static ConsoleWithGallery console;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.open();
        console = ConsoleWithGallery.start();
        browser.go(console.address());
        browser.await("nav a[href='#/gallery']");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (console != null) {
            console.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gallery", "try", "policy", "model"})
    void isReadableAndReachableAtEveryWidthAndInBothSchemes(String page) throws Exception {
        for (int width : new int[] {1440, 360}) {
            for (String scheme : List.of("light", "dark")) {
                // Given
                browser.look(width, scheme);
                open(page);

                // When
                browser.picture(PICTURES.resolve(page + "-" + width + "-" + scheme + ".png"));

                // Then
                assertThat(browser.accessibilityFindings()).isEmpty();
                assertThat(browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                        .isEqualTo(true);
                assertThat(browser.complaints()).allMatch(GalleryPagesIT::isAboutARejectedExemplar);
            }
        }
    }

    /** One exemplar of the gallery is no image, and the browser notes that it has no picture. */
    private static boolean isAboutARejectedExemplar(String complaint) {
        return complaint.contains("/api/pictures/exemplar") && complaint.contains("422");
    }

    private static void open(String page) throws Exception {
        browser.run("location.hash = '#/about'");
        browser.awaitText("h1", "About");
        switch (page) {
            case "gallery" -> {
                browser.run("location.hash = '#/gallery?gallery=office'");
                browser.awaitText(".subject h2", "character-0");
                browser.await(".subject img");
                browser.await(".template");
            }
            case "try" -> {
                tryOut();
                browser.await(".maps img");
            }
            case "policy" -> {
                browser.run("location.hash = '#/policy?gallery=office'");
                browser.awaitText("h2", "Policy of office");
                browser.await(".chart .here");
            }
            default -> {
                browser.run("location.hash = '#/model'");
                browser.awaitText("h2", "Figures");
                browser.await(".chart .series");
            }
        }
    }

    private static void tryOut() throws Exception {
        Path image = Files.createTempFile("try-", ".png");
        Files.write(image, ConsoleWithGallery.image(4, 12));
        browser.run("location.hash = '#/try?gallery=office'");
        browser.awaitText("#try-gallery", "office");
        browser.all("input[type=file]").get(0).sendKeys(image.toString());
        browser.awaitText(".trial-card .asked", "searched");
    }

    @Test
    void drawsNothingOfAPageThatWasLeftWhileItLoaded() {
        // Given a page whose answer comes late
        browser.look(1440, "light");
        browser.run("""
                location.hash = '#/try';
                const ask = window.fetch;
                window.fetch = async (path, options) => {
                  const answer = await ask(path, options);
                  if (path === '/api/about') {
                    await new Promise((done) => setTimeout(done, 1500));
                    setTimeout(() => { document.body.dataset.late = 'drawn'; }, 300);
                  }
                  return answer;
                };
                """);
        browser.awaitText("h1", "Try");

        // When it is left at once
        browser.run("location.hash = '#/about'; setTimeout(() => { location.hash = '#/model'; }, 200)");

        // Then
        browser.awaitText("h1", "Model");
        browser.await("body[data-late]");
        assertThat(browser.await("h1").getText()).isEqualTo("Model");
        browser.go(console.address());
        browser.await("nav a[href='#/gallery']");
    }

    @Test
    void keepsTheThumbnailsOfASubjectApartAndInItsCard() {
        // Given
        browser.look(1440, "light");

        // When
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/gallery?gallery=office'");
        browser.await(".thumbs .thumb + .thumb");

        // Then
        assertThat(browser.run("""
                const box = (node) => node.getBoundingClientRect();
                return [...document.querySelectorAll('.thumbs .thumb')].filter((thumb) =>
                    box(thumb).right > box(thumb.parentElement).right + 1
                        || (thumb.nextElementSibling && box(thumb).right > box(thumb.nextElementSibling).left)).length;
                """)).isEqualTo(0L);
    }

    @Test
    void showsTheComparisonThatARowOfTheRankingAsksFor() throws Exception {
        // Given
        browser.look(1440, "light");
        open("try");
        browser.run("window.scrollTo(0, document.body.scrollHeight)");

        // When
        browser.run("[...document.querySelectorAll('.ranking button')].at(-1).click()");

        // Then
        Object top =
                browser.run("return document.querySelector('.difference').parentElement.getBoundingClientRect().top");
        assertThat(((Number) top).doubleValue()).isBetween(-1.0, 900.0);
    }

    @Test
    void takesNamesForTextAlone() {
        // Given
        browser.look(1440, "light");

        // When
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/gallery?gallery=office'");

        // Then
        browser.awaitText(".subject h2", ConsoleWithGallery.HOSTILE);
        assertThat(browser.all("img[src='x']")).isEmpty();
        assertThat(browser.complaints()).allMatch(GalleryPagesIT::isAboutARejectedExemplar);
    }

    @Test
    void enrolsRevokesAndErasesByTheKeyboard() throws Exception {
        // Given
        Path image = Files.createTempFile("one-", ".png");
        Files.write(image, ConsoleWithGallery.image(17, 1));
        browser.look(1440, "light");
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/gallery?gallery=office'");
        browser.awaitText(".subject h2", "character-0");

        // When a subject is enrolled
        browser.await(".page-head button").sendKeys(Keys.ENTER);
        browser.await("#enrol-subject").sendKeys("newcomer");
        browser.await("dialog input[type=file]").sendKeys(image.toString());
        browser.await("dialog button.primary").click();

        // Then
        browser.awaitText(".uploads", "enrolled, epoch");
        assertThat(browser.run("return document.querySelector('.uploads img').naturalWidth > 0"))
                .as("has a thumbnail")
                .isEqualTo(true);
        browser.await("dialog input[type=file]").sendKeys(image.toString());
        assertThat(browser.await("dialog button.primary").getText())
                .as("counts what waits")
                .isEqualTo("Enrol");
        browser.press(Keys.ESCAPE);
        browser.awaitText(".subject h2", "newcomer");

        // When it is erased
        browser.await("#subject-newcomer").sendKeys(Keys.ENTER);
        browser.all("dialog button.danger").stream()
                .filter(button -> button.getText().equals("Erase the subject"))
                .findFirst()
                .orElseThrow()
                .sendKeys(Keys.ENTER);
        browser.awaitText(".confirm", "Erase newcomer with 1 exemplar");
        browser.press(Keys.ENTER);

        // Then
        browser.awaitText(".receipt", "office/newcomer/");
        browser.awaitText(".receipt", "1 of encoder");
        browser.window(PICTURES.resolve("gallery-receipt.png"));
        browser.press(Keys.ESCAPE);
        browser.awaitGone("#subject-newcomer");
    }

    @Test
    void doesNotCountWhatWasRevokedBeforeItErases() {
        // Given a subject with two exemplars
        console.enrol("lab", "visitor", 18, 2);
        browser.look(1440, "light");
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/gallery?gallery=lab'");
        browser.await("#subject-visitor").sendKeys(Keys.ENTER);
        browser.awaitText("dialog", "hand-1");

        // When one of them is revoked
        browser.await("dialog button[aria-label='Revoke exemplar hand-0']").sendKeys(Keys.ENTER);
        browser.awaitText("dialog", "revoked: no decision");
        browser.all("dialog button.danger").stream()
                .filter(button -> button.getText().equals("Erase the subject"))
                .findFirst()
                .orElseThrow()
                .sendKeys(Keys.ENTER);

        // Then
        browser.awaitText(".confirm", "Erase visitor with 1 exemplar");
        browser.press(Keys.ESCAPE);
    }

    @Test
    void opensPolicyAtTheNumberOfExemplarsThatIsUsualInTheGallery() {
        // Given subjects with two exemplars, where the calibration has one, three and five
        console.enrol("pairs", "first", 21, 2);
        console.enrol("pairs", "second", 22, 2);
        browser.look(1440, "light");
        browser.run("location.hash = '#/about'");

        // When
        browser.run("location.hash = '#/policy?gallery=pairs'");

        // Then
        browser.awaitText("h2", "Policy of pairs");
        assertThat(browser.run("return document.querySelector('#policy-exemplars').value"))
                .isEqualTo("3");
    }

    @Test
    void asksForAPolicyAndShowsTheAnswer() throws Exception {
        // Given
        browser.look(1440, "light");
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/policy?gallery=office'");
        browser.awaitText("h2", "Policy of office");

        // When the slider is moved by the keyboard, and the policy is asked for
        String before = browser.await(".threshold-value").getText();
        browser.await("#policy-threshold").sendKeys(Keys.HOME);
        browser.await("#policy-threshold").sendKeys(Keys.PAGE_UP, Keys.PAGE_UP, Keys.PAGE_UP, Keys.PAGE_UP);
        assertThat(browser.await(".threshold-value").getText()).isNotEqualTo(before);
        browser.all("button.primary").stream()
                .filter(button -> button.getText().equals("Ask for this policy"))
                .findFirst()
                .orElseThrow()
                .click();

        // Then
        browser.awaitText(".answer", "In force from epoch");
        browser.awaitText(".card", "In force: FMR");
        browser.picture(PICTURES.resolve("policy-answer.png"));

        // When it is removed
        browser.all("button.danger").stream()
                .filter(button -> button.getText().equals("Remove the policy"))
                .findFirst()
                .orElseThrow()
                .click();

        // Then
        browser.awaitText(".answer", "Removed from epoch");
    }

    @Test
    void opensAndClosesTheDetailsOfASubject() throws Exception {
        // Given
        browser.look(1440, "light");
        browser.run("location.hash = '#/about'");
        browser.run("location.hash = '#/gallery?gallery=office'");
        browser.awaitText(".subject h2", "character-2");

        // When
        browser.await("#subject-character-2").sendKeys(Keys.ENTER);

        // Then
        browser.awaitText("dialog", "Nearest other subject");
        browser.awaitText("dialog", "rejected");
        assertThat(browser.accessibilityFindings()).isEmpty();
        browser.await("dialog .pair img");
        browser.window(PICTURES.resolve("gallery-details.png"));
        browser.press(Keys.ESCAPE);
        assertThat(browser.all("dialog[open]")).isEmpty();
    }
}
