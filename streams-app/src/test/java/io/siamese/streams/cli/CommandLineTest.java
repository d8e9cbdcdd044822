package io.siamese.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
                "publish",
                "watch",
                "embed",
                "doctor"
            })
    void helpsWithEveryVerb(String verb) {
        // When
        Ran ran = Ran.siamese((verb + " --help").split(" "));

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("Usage: siamese " + verb);
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void listsEveryVerbAlsoTheTrainers() {
        // When
        Ran ran = Ran.siamese("--help");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("demo", "serve", "topics", "enroll", "revoke", "publish", "watch", "embed", "doctor")
                .contains("train", "evaluate");
    }

    @ParameterizedTest(name = "siamese {0}: exit code {1}, {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | 2 | siamese: name a verb; see `siamese --help`
            serv                                     | 2 | siamese: Unmatched argument at index 0: 'serv'; see `siamese --help`
            topics                                   | 2 | siamese: name one of: create, list; see `siamese topics --help`
            publish                                  | 2 | siamese: Missing required parameter: 'PATH'; see `siamese publish --help`
            watch --limit many                       | 2 | siamese: Invalid value for option '--limit'
            serve --set web.prot=1                   | 2 | siamese: web.prot=1 (from --set): there is no such setting. Did you mean 'web.port'?
            serve --config /no/such.properties       | 2 | siamese: the configuration file /no/such.properties cannot be read
            serve --model /no/such.onnx              | 2 | siamese: encoder.model=/no/such.onnx: there is no such file
            enroll                                   | 2 | siamese: give either --subject SUBJECT FILE... or --images DIR
            enroll --subject s                       | 2 | siamese: name the image files of --subject s
            enroll --subject s --exemplar e a b      | 2 | siamese: --exemplar names the exemplar of one file
            enroll --images d f                      | 2 | siamese: --images takes no files beside it
            revoke                                   | 2 | siamese: name what to revoke
            revoke a                                 | 2 | siamese: 'a' is no key
            revoke a/b/c/d                           | 2 | siamese: 'a/b/c/d' is no key
            revoke a/b --subject c                   | 2 | siamese: give either a key or --gallery, --subject and --exemplar
            revoke --all --exemplar e                | 2 | siamese: --all revokes every exemplar
            embed --batch 0 x                        | 2 | siamese: --threads and --batch are 1 or more
            embed /no/such.png                       | 1 | siamese: /no/such.png: there is no such file or folder
            embed --model /no/such.onnx x            | 2 | siamese: Model file /no/such.onnx cannot be read
            train --epochs 3                         | 1 | siamese: training is not part of the deployed app
            """)
    void saysInOneLineWhatIsWrong(String arguments, int code, String error) {
        // When
        Ran ran = Ran.siamese(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        // Then
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines().filter(line -> line.startsWith(error))).hasSize(1);
        assertThat(ran.err()).doesNotContain("\tat ");
    }

    @Test
    void saysWhereNoBrokerAnswers() {
        // When
        Ran ran = Ran.siamese(
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
        Ran ran = Ran.siamese("serve", "--verbose", "--set", "web.port=x");

        // Then
        assertThat(ran.err()).contains("web.port=x", "\tat io.siamese.streams.config");
    }
}
