package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve",
                "topics",
                "topics create",
                "topics list",
                "enroll",
                "revoke",
                "erase",
                "publish",
                "watch",
                "report",
                "replay",
                "explain",
                "embed",
                "policy",
                "policy set",
                "policy show",
                "policy remove",
                "doctor",
                "completion"
            })
    void helpsWithEveryVerb(String verb) {
        // When
        CommandResult ran = CommandResult.siamese((verb + " --help").split(" "));

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: siamese " + verb);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void listsEveryVerbAlsoTheTrainers() {
        // When
        CommandResult ran = CommandResult.siamese("--help");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("demo", "serve", "topics", "enroll", "revoke", "publish", "watch", "embed", "doctor")
                .contains("train", "evaluate");
    }

    @ParameterizedTest(name = "siamese {0}: exit code {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | 2 | siamese: name a verb; see `siamese --help`
            serv                                     | 2 | siamese: there is no verb 'serv'. Did you mean 'serve'?; see `siamese --help`
            enrol --subject s a                      | 2 | siamese: there is no verb 'enrol'. Did you mean 'enroll'?
            qqqq                                     | 2 | siamese: there is no verb 'qqqq'
            policy sett a                            | 2 | siamese: there is no verb 'sett'. Did you mean 'set'?
            topics                                   | 2 | siamese: name one of: create, list; see `siamese topics --help`
            publish                                  | 2 | siamese: Missing required parameter: 'PATH'; see `siamese publish --help`
            watch --limit many                       | 2 | siamese: Invalid value for option '--limit'
            watch --format xml                       | 2 | siamese: Invalid value for option '--format'
            explain                                  | 2 | siamese: Missing required parameter: 'SOURCE'; see `siamese explain --help`
            explain images-0-1 --format xml          | 2 | siamese: Invalid value for option '--format'
            explain images-0-1 --from yesterday      | 2 | siamese: --from 'yesterday' is no time such as 2026-11-29T20:00:00Z
            watch --json --format table              | 2 | siamese: --json and --format table exclude each other
            watch --exit --limit 2                   | 2 | siamese: --exit and --limit exclude each other
            watch --show --json                      | 2 | siamese: --show takes a table or lines, not JSON
            serve --set web.prot=1                   | 2 | siamese: web.prot=1 (from --set): there is no such setting. Did you mean 'web.port'?
            serve --config /no/such.properties       | 2 | siamese: the configuration file /no/such.properties cannot be read
            serve --model /no/such.onnx              | 2 | siamese: encoder.model=/no/such.onnx: there is no such file
            enroll                                   | 2 | siamese: give either --subject SUBJECT FILE... or --images DIR
            enroll --subject s                       | 2 | siamese: name the image files of --subject s
            enroll --subject s --exemplar e a b      | 2 | siamese: --exemplar names the exemplar of one file
            enroll --images d f                      | 2 | siamese: --images takes no files beside it
            enroll --subject s a --valid-until soon  | 2 | siamese: Invalid value for option '--valid-until'
            enroll --subject s --file f a b          | 2 | siamese: --file takes the value of one
            enroll --images d --file f               | 2 | siamese: --file takes the value of one
            enroll --subject s a --timeout 0         | 2 | siamese: --timeout is 1 or more
            revoke                                   | 2 | siamese: name what to revoke
            revoke a                                 | 2 | siamese: 'a' is no key
            revoke a/b/c/d                           | 2 | siamese: 'a/b/c/d' is no key
            revoke a/b --subject c                   | 2 | siamese: give either a key or --gallery, --subject and --exemplar
            revoke --all --exemplar e                | 2 | siamese: --all revokes every exemplar
            erase                                    | 2 | siamese: name what to erase: --subject, or --all
            erase a/b                                | 2 | siamese: erase takes no key such as 'a/b': name --subject
            erase --all                              | 2 | siamese: --all takes --gallery
            erase --subject a --gallery b --all-galleries | 2 | siamese: --all-galleries takes neither
            embed --batch 0 x                        | 2 | siamese: --threads and --batch are 1 or more
            embed /no/such.png                       | 1 | siamese: /no/such.png: there is no such file or folder
            embed --model /no/such.onnx x            | 2 | siamese: Model file /no/such.onnx cannot be read
            policy                                   | 2 | siamese: say what to do: set, show or remove
            policy set --fmr NaN                     | 2 | siamese: targetFmr=NaN, allowed is above 0 and below 1
            policy set --fmr 0                       | 2 | siamese: targetFmr=0.0, allowed is above 0 and below 1
            policy set --fmr 1                       | 2 | siamese: targetFmr=1.0, allowed is above 0 and below 1
            policy set --fmr -0.1                    | 2 | siamese: targetFmr=-0.1, allowed is above 0 and below 1
            policy set --fmr 1e-400                  | 2 | siamese: targetFmr=0.0, allowed is above 0 and below 1
            policy set --fmr one                     | 2 | siamese: Invalid value for option '--fmr'
            policy set --fpir 1.5                    | 2 | siamese: targetFpir=1.5, allowed is above 0 and below 1
            policy set --fpir Infinity               | 2 | siamese: targetFpir=Infinity, allowed is above 0 and below 1
            policy set --fmr 0.1 --review-fmr 0.01   | 2 | siamese: reviewFmr=0.01, allowed is a rate above the target 0.1
            policy set --fmr 0.1 --review-fmr 0.1    | 2 | siamese: reviewFmr=0.1, allowed is a rate above the target 0.1
            policy set --fpir 0.1 --review-fpir 0.05 | 2 | siamese: reviewFpir=0.05, allowed is a rate above the target 0.1
            policy set --review-fpir 0               | 2 | siamese: reviewFpir=0.0, allowed is above 0 and below 1
            policy set --fmr 0.1 --threshold 0.5     | 2 | siamese: fixedThreshold stands instead of targets
            policy set --threshold 0.5 --review-fmr 0.1 | 2 | siamese: fixedThreshold stands instead of targets
            policy set --threshold NaN               | 2 | siamese: fixedThreshold=NaN, allowed is a number
            policy set --threshold 1e39              | 2 | siamese: fixedThreshold=Infinity, allowed is a number
            policy set --threshold 0.5 --fusion CALIBRATED | 2 | siamese: fixedThreshold is a similarity
            policy set --threshold 0.5 --review-from 0.5 | 2 | siamese: reviewFrom=0.5, allowed is below fixedThreshold=0.5
            policy set --threshold 0.5 --review-from NaN | 2 | siamese: reviewFrom=NaN, allowed is below fixedThreshold=0.5
            policy set --review-from 0.5             | 2 | siamese: reviewFrom goes with fixedThreshold
            policy set --prior 0                     | 2 | siamese: prior=0.0, allowed is above 0 and below 1
            policy set --candidates 0                | 2 | siamese: candidates=0, allowed are 1 to 100
            policy set --candidates 101              | 2 | siamese: candidates=101, allowed are 1 to 100
            policy set --candidates 1.5              | 2 | siamese: Invalid value for option '--candidates'
            policy set --fusion WORST                | 2 | siamese: Invalid value for option '--fusion'
            policy set --fusion UNKNOWN              | 2 | siamese: Invalid value for option '--fusion'
            policy set --gate sharpness=1            | 2 | siamese: gates [sharpness], there are
            policy set --gate min-ink=2              | 2 | siamese: gate min-ink=2.0, allowed is 0.0 to 1.0
            policy set --gate min-contrast=NaN       | 2 | siamese: gate min-contrast=NaN, allowed is 0.0 to 255.0
            policy set --gate min-ink                | 2 | siamese: Value for option option '--gate'
            policy set --timeout 0                   | 2 | siamese: --timeout is 1 or more
            policy set --fmr 0.1 --file /no/such/f   | 1 | siamese: /no/such/f cannot be written
            policy set --fmr 2 --file /no/such/f     | 2 | siamese: targetFmr=2.0, allowed is above 0 and below 1
            policy set a/b --fmr 0.1                 | 2 | siamese: 'a/b' looks like a key
            policy set ~policy/a --fmr 0.1           | 2 | siamese: '~policy/a' looks like a key
            policy set * --fmr 0.1                   | 2 | siamese: '*' looks like a key
            policy set a b --fmr 0.1                 | 2 | siamese: Unmatched argument at index
            policy set a --every-other --fmr 0.1     | 2 | siamese: give either GALLERY or --every-other
            policy remove a/b                        | 2 | siamese: 'a/b' looks like a key
            policy remove --timeout -1               | 2 | siamese: --timeout is 1 or more
            policy remove a --fmr 0.1                | 2 | siamese: Unknown option
            policy show a b                          | 2 | siamese: Unmatched argument
            train --epochs 3                         | 1 | siamese: training is not part of the deployed app
            """)
    void saysInOneLineWhatIsWrong(String arguments, int code, String error) {
        // When
        CommandResult ran = CommandResult.siamese(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        // Then
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().filter(line -> line.startsWith(error))).hasSize(1);
        assertThat(ran.err()).doesNotContain("\tat ");
    }

    @Test
    void takesAnEmptyNameForNoGalleryAndNotForAllOfThem() {
        // When
        CommandResult set = CommandResult.siamese("policy", "set", "", "--fmr", "0.1");
        CommandResult removed = CommandResult.siamese("policy", "remove", "");
        CommandResult tooLong = CommandResult.siamese("policy", "set", "g".repeat(129), "--fmr", "0.1");

        // Then
        assertThat(List.of(set, removed, tooLong)).allSatisfy(ran -> {
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err()).hasLineCount(1);
        });
        assertThat(set.err()).startsWith("siamese: empty name");
        assertThat(tooLong.err()).startsWith("siamese: name of 129 bytes");
    }

    @Test
    void saysWhereNoBrokerAnswers() {
        // When
        CommandResult ran = CommandResult.siamese(
                "topics",
                "list",
                "--bootstrap",
                "127.0.0.1:1",
                "--set",
                "kafka.default.api.timeout.ms=500",
                "--set",
                "kafka.request.timeout.ms=500");

        // Then
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("is Kafka running at the address given (--bootstrap HOST:PORT)?");
    }

    @Test
    void showsTheTraceWhereItIsAskedFor() {
        // When
        CommandResult ran = CommandResult.siamese("serve", "--verbose", "--set", "web.port=x");

        // Then
        assertThat(ran.err()).contains("web.port=x", "\tat io.siamese.service.config");
    }

    @Test
    void completesEveryVerbInAShell(@TempDir Path folder) throws Exception {
        // Given
        Path script = Files.writeString(
                folder.resolve("completion.bash"),
                CommandResult.siamese("completion").out()
                        + "COMP_WORDS=(siamese watch --fr) COMP_CWORD=2; _complete_siamese; echo \"${COMPREPLY[@]}\"\n"
                        + "COMP_WORDS=(siamese enr) COMP_CWORD=1; _complete_siamese; echo \"${COMPREPLY[@]}\"\n");

        // When
        Process bash = new ProcessBuilder("bash", script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(out.lines()).containsExactly("--from-beginning", "enroll");
    }
}
