package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir
    Path folder;

    private CommandResult keys(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "keys";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--set";
        all[arguments.length + 2] = "encryption.keys=" + folder.resolve("keys");
        return CommandResult.siamese(all);
    }

    @Test
    void makesKeysAndListsTheirNamesAlone() throws Exception {
        // When
        CommandResult first = keys("create", "--gallery", "Büro", "--id", "1");
        CommandResult today = keys("create", "--gallery", "Büro");
        CommandResult listed = keys("list");

        // Then
        Path file = folder.resolve("keys/B%C3%BCro/1.key");
        assertThat(first.out()).isEqualToIgnoringNewLines("created " + file);
        assertThat(today.out()).matches("(?s)created .*/\\d{4}-\\d\\d-\\d\\d\\.key\\R");
        assertThat(listed.out()).matches("(?s)B%C3%BCro: 1, \\d{4}-\\d\\d-\\d\\d\\R");
        assertThat(first.out() + listed.out())
                .doesNotContain(Files.readString(file).strip());
    }

    @Test
    void overwritesNoKey() {
        // Given
        keys("create", "--id", "1");

        // When
        CommandResult again = keys("create", "--id", "1");

        // Then
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("default/1.key is there already").contains("--id");
    }

    @Test
    void saysHowToNameTheFolder() {
        // When
        CommandResult unnamed = CommandResult.siamese("keys", "list");
        CommandResult missing = keys("list");

        // Then
        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.err()).contains("--set encryption.keys=DIR");
        assertThat(missing.err()).contains("there is no folder " + folder.resolve("keys"));
    }
}
