package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.schemas.json.JsonDeserializer;
import io.siamese.schemas.json.JsonLineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole service by nothing but Kafka's console producer and consumer, in processes of their own, with JSON for values. */
@Tag("long")
class ConsoleToolsIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final int SECONDS = 120;

    @RegisterExtension
    static final RunningService RUNNING = new RunningService();

    /** What a tool said, and how it ended. */
    private record Ended(int code, String output) {}

    @Test
    void setsAPolicyEnrolsAForgeryAndReadsTheDecisionThatNamesIt() throws Exception {
        // Given
        produce("policies", """
                office|{"targetFmr": 0.1, "candidates": 3, "withholdSimilarities": true}
                yard|NULL
                """);
        produce("exemplars", String.format(Locale.ROOT, """
                office/alice/1|{"image": "%s"}
                office/alice/forged-1|{"kind": "NEGATIVE", "image": "%s"}
                office/alice/2|{"validUntil": "2020-01-01T00:00:00Z", "image": "%2$s"}
                """, base64(DRAWN.png(1, 0)), base64(DRAWN.png(1, 5))));
        GenericRecord policy = RUNNING.client().awaitStatus("~policy/office", 1);
        GenericRecord last = RUNNING.client().awaitStatus("office/alice/2", 1);

        // When
        produce("images", String.format(Locale.ROOT, """
                photo-1|{"gallery": "office", "claimedSubject": "alice", "minEpoch": %s, "image": "%s", "attributes": {"gate": "7"}}
                """, last.get("galleryEpoch"), base64(DRAWN.png(1, 5))));
        String decision = consume("match-decisions", 1);

        // Then
        assertThat(policy.get("status")).hasToString("ENROLLED");
        assertThat(decision)
                .contains("photo-1\t{\"imageId\":\"photo-1\"")
                .contains("\"outcome\":\"NO_MATCH\",\"reason\":\"NEGATIVE_EXEMPLAR\"")
                .contains("\"negativeExemplar\":\"forged-1\"", "\"expectedFmr\":0.1", "\"exemplars\":1")
                .contains("\"attributes\":{\"gate\":\"7\"}");
        assertThat(consume("policies", RUNNING.client().records("policies"))).contains("yard\tnull");
        assertThat(consume("exemplar-status", RUNNING.client().records("exemplar-status")))
                .contains(
                        "~policy/office\t{\"status\":\"ENROLLED\"", "office/alice/forged-1\t{\"status\":\"ENROLLED\"");
    }

    @Test
    void endsAtALineThatItCannotReadWithWhatStoodBeforeItSent() throws Exception {
        // When
        Ended ended = produceAnyhow("policies", """
                lab|{"targetFmr": 0.1}
                yard|{"targetFrm": 0.1}
                attic|{"targetFmr": 0.1}
                """);

        // Then
        assertThat(ended.code()).isNotZero();
        assertThat(ended.output())
                .contains("line 2: PolicyRequest has no field 'targetFrm', it has [gallery, targetFmr,");
        assertThat(RUNNING.client().awaitStatus("~policy/lab", 1).get("status")).hasToString("ENROLLED");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void produce(String topic, String lines) throws Exception {
        Ended ended = produceAnyhow(topic, lines);
        assertThat(ended.code()).as(ended.output()).isZero();
    }

    private static Ended produceAnyhow(String topic, String lines) throws Exception {
        return run(
                "org.apache.kafka.tools.ConsoleProducer",
                lines,
                "--bootstrap-server",
                RUNNING.bootstrapServers(),
                "--topic",
                topic,
                "--line-reader",
                JsonLineReader.class.getName(),
                "--reader-property",
                "parse.key=true",
                "--reader-property",
                "key.separator=|",
                "--reader-property",
                "null.marker=NULL");
    }

    /** The first records of a topic, which it waits for. */
    private static String consume(String topic, int records) throws Exception {
        Ended ended = run(
                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                "",
                "--bootstrap-server",
                RUNNING.bootstrapServers(),
                "--topic",
                topic,
                "--isolation-level",
                "read_committed",
                "--from-beginning",
                "--max-messages",
                Integer.toString(records),
                "--timeout-ms",
                Integer.toString(1_000 * SECONDS),
                "--formatter-property",
                "print.key=true",
                "--formatter-property",
                "value.deserializer=" + JsonDeserializer.class.getName());
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private static Ended run(String tool, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                tool));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(output).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
