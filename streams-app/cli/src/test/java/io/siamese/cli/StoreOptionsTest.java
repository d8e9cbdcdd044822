package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.client.ImageAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class StoreOptionsTest {
    private static final byte[] IMAGE = {1, 2, 3};

    @Command(name = "test")
    private static final class Options {
        @Mixin
        private StoreOptions store = new StoreOptions();
    }

    private static StoreOptions options(String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return options.store;
    }

    @ParameterizedTest
    @CsvSource({
        "photos, photos/alice/1.png, https://store.example/images/alice/1.png",
        "photos/alice/1.png, photos/alice/1.png, https://store.example/images/1.png",
        "photos, photos/Zoë/a b#c.png, https://store.example/images/Zo%C3%AB/a%20b%23c.png",
        "photos, photos/100%.png, https://store.example/images/100%25.png",
        "photos, photos/a;b:c.png, https://store.example/images/a;b:c.png"
    })
    void namesAFileByItsPathBelowWhatWasNamed(String named, String file, String uri) {
        for (String prefix : List.of("https://store.example/images/", "https://store.example/images")) {
            // When
            ImageAddress address = options("--at", prefix).address(Path.of(file), List.of(Path.of(named)), IMAGE);

            // Then
            assertThat(Objects.requireNonNull(address).uri()).isEqualTo(uri);
            assertThat(address.sha256()).startsWith("039058c6f2c0cb49");
        }
    }

    @Test
    void leavesImagesInTheirRecordsUnlessAsked() {
        assertThat(options().isGiven()).isFalse();
        assertThat(options().address(Path.of("a.png"), List.of(), IMAGE)).isNull();
    }
}
