package io.siamese.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.demo.DemoService;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the shell commands of the documentation in their order, page by page, against a broker and the service.
 *
 * <p>A page that says {@code HOST:PORT} or {@code $B} gets the broker's address. Its files are drawn characters, and its
 * folder {@code DIR} holds some of them.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsIT {

    private static final int SECONDS = 180;

    /** What the pages call their images: the number of the character, then of the hand. */
    private static final Map<String, int[]> IMAGES = Map.of(
            "alice.png", new int[] {1, 0},
            "alice-1.png", new int[] {1, 0},
            "alice-2.png", new int[] {1, 1},
            "door.png", new int[] {1, 1},
            "bob-1.png", new int[] {2, 0},
            "bob-2.png", new int[] {2, 1},
            "forgery.png", new int[] {3, 0},
            "DIR/carol/1.png", new int[] {4, 0},
            "DIR/carol/2.png", new int[] {4, 1},
            "DIR/dave/1.png", new int[] {5, 0});

    private DemoService service;
    private CommandServer commands;
    private int number;

    @TempDir
    private Path top;

    private Path folder;

    /** What a page takes for granted. */
    private static final Map<String, String> BEFORE = Map.of("docs/lifecycle.md", """
            ./siamese enroll --subject alice alice.png
            ./siamese enroll --gallery door --subject alice alice-1.png alice-2.png
            """);

    /** Where there is no kcat, the blocks that call it are not run. */
    private static final boolean KCAT = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kcat")));

    /** What came of a script. */
    private record Ended(int code, String output) {}

    static Stream<String> pages() throws IOException {
        return ProjectFiles.pages().filter(page -> blocks(page).anyMatch(DocumentedCommandsIT::isRun));
    }

    @BeforeAll
    void start() throws Exception {
        commands = CommandServer.start();
        service = DemoService.start(settings -> {
            List<String> all = new ArrayList<>(settings);
            all.add("images.partitions=2");
            all.add("commit.interval.ms=25");
            return AppConfig.load(ConfigSources.ofFlags(all.toArray(String[]::new)));
        });
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
        commands.close();
    }

    @BeforeEach
    void lay() throws IOException {
        folder = Files.createDirectories(top.resolve("page-" + number++));
        commands.writeLauncher(folder);
        StrokeCharacters characters = new StrokeCharacters(7);
        for (Map.Entry<String, int[]> image : IMAGES.entrySet()) {
            Path file = folder.resolve(image.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, characters.png(image.getValue()[0], image.getValue()[1]));
        }
        Files.writeString(folder.resolve("note.txt"), "hello");
        photograph("frame.jpg", 412, 96, 180);
        photograph("alice.jpg", 30, 12, 200);
    }

    /** Writes a picture in which a character is where the pages say that the crop is. */
    private void photograph(String name, int x, int y, int size) throws IOException {
        BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.drawImage(ImageIO.read(folder.resolve("alice.png").toFile()), x, y, size, size, null);
        graphics.dispose();
        ImageIO.write(picture, "jpg", folder.resolve(name).toFile());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void run(String page) throws Exception {
        // Given
        String[] scripts = Stream.concat(
                        Stream.of(BEFORE.getOrDefault(page, "")),
                        blocks(page).filter(DocumentedCommandsIT::isRun).map(DocumentedCommandsIT::script))
                .toArray(String[]::new);

        // When
        Ended ended = bash(scripts);

        // Then
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    @Test
    void areCountedWhereNoTestRunsThem(TestReporter reporter) throws IOException {
        // When
        List<DocumentedBlock> all =
                ProjectFiles.pages().flatMap(DocumentedCommandsIT::blocks).toList();
        List<DocumentedBlock> skipped =
                all.stream().filter(block -> !isRun(block)).toList();

        // Then
        reporter.publishEntry(
                "not run",
                skipped.size() + " of " + all.size() + " blocks of shell commands:"
                        + skipped.stream()
                                .map(block -> "\n  " + block.place() + " "
                                        + (block.notRun() == null ? "there is no kcat here" : block.notRun()))
                                .reduce("", String::concat));
        assertThat(skipped).hasSizeLessThan(all.size() / 2);
    }

    @Test
    void failWithTheirPlaceWhereOneOfThemFails() throws Exception {
        // Given
        List<DocumentedBlock> blocks = DocumentedBlock.findBlocks("page.md", """
                ```sh
                ./siamese doctor
                ./siamese revoke alice | cat
                ./siamese doctor
                ```
                """);

        // When
        Ended ended = bash(blocks.stream().map(DocumentedCommandsIT::script).toArray(String[]::new));

        // Then
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("'alice' is no key", "page.md:2 failed at: ");
    }

    private static boolean isRun(DocumentedBlock block) {
        return block.notRun() == null && (KCAT || !block.text().contains("kcat "));
    }

    private static Stream<DocumentedBlock> blocks(String page) {
        return DocumentedBlock.findBlocks(page, ProjectFiles.readText(page)).stream();
    }

    /** A block as a script, which says its place where a command of it fails. */
    private static String script(DocumentedBlock block) {
        String place = "place='" + block.place() + "'\n";
        return block.exitCode() == 0
                ? place + block.text()
                : place + "set +e; trap - ERR\n" + block.text() + "[ $? -eq " + block.exitCode()
                        + " ] || { echo \"$place ended otherwise\"; exit 9; }\nset -e; trap tell ERR\n";
    }

    private Ended bash(String... scripts) throws Exception {
        String brokers = service.config().kafka().bootstrapServers();
        String all = """
                set -eE -o pipefail
                tell() { local code=$?; echo "$place failed at: $BASH_COMMAND"; exit "$code"; }
                trap tell ERR
                # As in the launcher of ./siamese: a person takes a moment before they read.
                kcat() { [ "$1" != -C ] || sleep 3; command kcat "$@"; }
                """ + String.join("\n", scripts).replace("HOST:PORT", brokers);
        Path output = folder.resolve("output");
        Process process = process(Files.writeString(folder.resolve("script"), all), output, brokers);
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ended by itself: " + Files.readString(output)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output, UTF_8));
    }

    private Process process(Path script, Path output, String brokers) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("B", brokers);
        builder.environment().put("SIAMESE_BOOTSTRAP_SERVERS", brokers);
        builder.environment().put("TMPDIR", top.toString());
        return builder.start();
    }
}
