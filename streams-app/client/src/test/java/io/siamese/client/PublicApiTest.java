package io.siamese.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares what applications are compiled against with that of the last version: the public classes of this module and of
 * schemas. CONTRIBUTING.md, "Versions", says how to accept a break.
 */
class PublicApiTest {
    private static final Path ACCEPTED = Path.of("src/test/resources/io/siamese/client/api.txt");
    private static final Path NOW = Path.of("target/api.txt");

    private final PublicApi api =
            PublicApi.readPackages("io.siamese.events", "io.siamese.schemas", "io.siamese.client");

    @Test
    void linksCodeThatWasCompiledAgainstTheLastVersion() throws IOException {
        // Given
        Files.write(NOW, api.lines());

        // When
        Set<String> before = new TreeSet<>(Files.readAllLines(ACCEPTED));

        // Then
        assertThat(api.goneSince(before))
                .as("public members that are gone; all that there is now is in %s", NOW)
                .isEmpty();
        assertThat(api.newDutiesSince(before))
                .as("abstract methods that implementations lack")
                .isEmpty();
    }

    @Test
    void seesAMemberThatIsGoneAndADutyThatIsNew() {
        // Given
        PublicApi changed = new PublicApi(
                new TreeSet<>(Set.of("a.A: type", "a.A: void kept()", "a.A: abstract void added()", "b.B: type")));

        // When
        Set<String> before = Set.of("a.A: type", "a.A: void kept()", "a.A: void lost()");

        // Then
        assertThat(changed.goneSince(before)).containsExactly("a.A: void lost()");
        assertThat(changed.newDutiesSince(before)).containsExactly("a.A: abstract void added()");
    }
}
