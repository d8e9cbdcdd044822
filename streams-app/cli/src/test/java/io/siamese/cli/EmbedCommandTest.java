package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.encoder.drawing.StrokeCharacters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedCommandTest {

    private final StrokeCharacters characters = new StrokeCharacters(3);
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    @BeforeEach
    void draw() throws Exception {
        for (int subject = 0; subject < 3; subject++) {
            Path leaf = Files.createDirectories(folder.resolve("alphabet").resolve("subject-" + subject));
            for (int drawer = 0; drawer < 4; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(subject, drawer));
            }
        }
    }

    @Test
    void printsOneUnitVectorForEachFileInOrder() throws Exception {
        // When
        Ran ran = Ran.siamese("embed", folder.toString(), "--batch", "5", "--threads", "3");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        List<String> paths = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            JsonNode node = json.readTree(line);
            paths.add(node.get("path").textValue());
            assertThat(norm(node.get("embedding"))).isCloseTo(1, within(1e-5));
        }
        assertThat(paths).hasSize(12).isSorted().allMatch(path -> Files.exists(Path.of(path)));
    }

    @Test
    void goesOnAfterAFileThatIsNoImage() throws Exception {
        // Given
        Path broken = Files.writeString(folder.resolve("alphabet/subject-1/1b.png"), "no image");
        Path empty = Files.createFile(folder.resolve("alphabet/subject-1/empty.jpg"));
        Path film = folder.resolve("film.png");
        Files.write(film, new byte[(1 << 20) + 1]);
        Files.createFile(folder.resolve(".hidden"));

        // When
        Ran ran = Ran.siamese("embed", folder.toString(), "/no/such.png");

        // Then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out().lines()).hasSize(12);
        assertThat(ran.err().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("siamese: " + broken + ": UNSUPPORTED_FORMAT"))
                .anyMatch(line -> line.startsWith("siamese: " + empty + ": EMPTY_IMAGE"))
                .anyMatch(line -> line.startsWith("siamese: " + film + ": IMAGE_TOO_LARGE"))
                .anyMatch(line -> line.startsWith("siamese: /no/such.png: there is no such file"));
    }

    private static double norm(JsonNode embedding) {
        double sum = 0;
        for (JsonNode value : embedding) {
            sum += value.doubleValue() * value.doubleValue();
        }
        return Math.sqrt(sum);
    }
}
