package io.siamese.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExemplarNamingTest {

    private final ExemplarNaming subjects = new ExemplarNaming(Path.of("data", "people"), "staff");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "data/people/alice/1.png, staff/alice/1.png",
        "data/people/./alice/1.png, staff/alice/1.png",
        "data/people/Tifinagh/character01/0709_01.png, staff/Tifinagh%2Fcharacter01/0709_01.png",
        "data/people/Ann Lee/front view.jpg, staff/Ann%20Lee/front%20view.jpg",
        "data/people/1.png, staff/people/1.png"
    })
    void namesExemplarsByWhereTheirFilesLie(String file, String key) {
        assertThat(subjects.key(Path.of(file)).text()).isEqualTo(key);
    }

    @Test
    void composesWhatAFileSystemDecomposed() {
        // Given
        Path decomposed = Path.of("data/people/Ame\u0301lie/1.png");

        // When // Then
        assertThat(subjects.key(decomposed).subject()).isEqualTo("Am\u00e9lie");
    }

    @Test
    void composesWhatPeopleTyped() {
        // Given
        String decomposed = "Ame\u0301lie";
        String segment = "Am%C3%A9lie";

        // When // Then
        assertThat(ExemplarNaming.key(decomposed, decomposed, decomposed).text())
                .isEqualTo(segment + "/" + segment + "/" + segment);
        assertThat(ExemplarNaming.key(decomposed, "", "").text()).isEqualTo(segment + "//");
        assertThat(new ExemplarNaming(Path.of("data"), decomposed)
                        .key(Path.of("data/alice/1"))
                        .gallery())
                .isEqualTo("Am\u00e9lie");
    }

    @Test
    void refusesANameThatTheContractDoesNotAllow() {
        // Given
        Path file = Path.of("data/people/alice/" + "x".repeat(129));

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subjects.key(file))
                .withMessageContaining("name of 129 bytes");
    }
}
