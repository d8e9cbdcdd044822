package io.siamese.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium that is installed on this machine, without a window. */
final class Browser implements AutoCloseable {
    private static final List<String> PROGRAMS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test, and says so, where no Chromium with its driver is installed. */
    static Browser open() {
        Optional<Path> program = first(PROGRAMS.stream());
        Optional<Path> driver = first(Stream.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver"));
        assumeTrue(
                program.isPresent() && driver.isPresent(),
                "no Chromium with its driver is installed (apt-get install chromium chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.get().toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en-GB");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> first(Stream<String> paths) {
        return paths.map(Path::of).filter(Files::isExecutable).findFirst();
    }

    /** The next pages are as wide, and in this scheme: light or dark. */
    void look(int width, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void go(String address) {
        driver.get(address);
    }

    /** Waits until there is such an element, and returns the first one. */
    WebElement await(String css) {
        return new WebDriverWait(driver, PATIENCE)
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .findFirst()
                        .orElse(null));
    }

    /** Waits until an element holds the text. */
    void awaitText(String css, String text) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
                .until(page -> page.findElements(By.cssSelector(css)).stream()
                        .anyMatch(element -> element.getText().contains(text)));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Presses keys, as somebody who uses no mouse. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /** What the browser complained of since it was asked last: scripts that failed, and what the policy refused. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            complaints.add(entry.getMessage());
        }
        return complaints;
    }

    /** Serious findings of axe on the page as it is, each with where. */
    List<String> accessibilityFindings() {
        AxeBuilder axe = new AxeBuilder();
        // Without a second window, which a busy machine does not open in time.
        axe.setLegacyMode(true);
        return axe.analyze(driver).getViolations().stream()
                .filter(rule -> SERIOUS.contains(String.valueOf(rule.getImpact())))
                .map(Browser::described)
                .toList();
    }

    private static String described(Rule rule) {
        List<String> places =
                rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList();
        return rule.getId() + " " + rule.getHelp() + " " + places;
    }

    /** The whole page as a PNG. */
    void picture(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Map<String, Object> answer = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    /** What is in the window as a PNG. */
    void window(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Map<String, Object> answer = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        Files.write(file, Base64.getDecoder().decode(String.valueOf(answer.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
