package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from page to page leads to a file, and to a heading of it. */
class DocumentedLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)\\s#]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static Stream<String> pages() throws IOException {
        return ProjectFiles.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhere(String page) {
        // Given
        Path from = ProjectFiles.projectPath(page);

        // When
        Stream<String> dead = LINK.matcher(ProjectFiles.readText(page))
                .results()
                .filter(link -> !leads(from, link.group(1), link.group(2)))
                .map(link -> link.group());

        // Then
        assertThat(dead).as("links of %s", page).isEmpty();
    }

    private static boolean leads(Path from, String name, String heading) {
        Path to = name.isEmpty() ? from : from.resolveSibling(name).normalize();
        return Files.exists(to) && (heading == null || headings(to).contains(heading));
    }

    /** The headings of a page as GitHub makes anchors of them. */
    private static Set<String> headings(Path page) {
        return HEADING.matcher(ProjectFiles.readText(page.toString()))
                .results()
                .map(heading -> heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"))
                .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
                .map(heading -> heading.strip().replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
