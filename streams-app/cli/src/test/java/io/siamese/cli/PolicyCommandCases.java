package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.PolicyRequest;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Asks for policies, shows and removes them. Run by {@link CommandsIT}. */
interface PolicyCommandCases extends CommandCases {
    @Test
    default void asksForAPolicyShowsItAndRemovesIt() throws Exception {
        // When
        CommandResult set = run("policy", "set", "vault", "--fmr", "0.1", "--candidates", "2");
        CommandResult refused = run("policy", "set", "vault", "--fmr", "0.000000001");
        CommandResult shown = run("policy", "show");
        CommandResult removed = run("policy", "remove", "vault");

        // Then
        assertThat(set.code()).isZero();
        assertThat(set.out()).matches("vault in force from epoch \\d+: FMR 0.1 is supported up to .*\\R");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).startsWith("vault refused UNSUPPORTED_TARGET at epoch ");
        assertThat(shown.out())
                .containsPattern("vault in force version \\d+ since epoch \\d+ fusion BEST calibration [0-9a-f]{16}\\R"
                        + "  1:1 FMR 0.1: from 0\\.\\d+ with 1, from 0\\.\\d+ with 3, .*\\R"
                        + "  1:N FPIR 0.05, 0 subjects: from 0\\.\\d+ with 1, .*\\R"
                        + "  request \\d+ refused UNSUPPORTED_TARGET at epoch \\d+: targetFmr=1.0E-9: .*\\R"
                        + "    .*\"targetFmr\":1.0E-9");
        assertThat(removed.out()).startsWith("vault removed at epoch ");
    }

    @Test
    default void writesAPolicyThatAnyClientCanPublish() throws Exception {
        // Given
        Path file = commands().folder().resolve("policy.bin");

        // When
        int code = CommandResult.siamese("policy", "set", "--fmr", "0.1", "--file", file.toString())
                .code();

        // Then
        assertThat(code).isZero();
        byte[] value = Files.readAllBytes(file);
        assertThat(new EventReader<>(PolicyRequest.class, SchemaSource.none()).read(value))
                .isEqualTo(new Incoming.Readable<>(
                        PolicyRequest.newBuilder().setTargetFmr(0.1).build(), value));
    }
}
