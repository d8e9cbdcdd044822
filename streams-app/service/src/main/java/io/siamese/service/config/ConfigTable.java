package io.siamese.service.config;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** Writes the settings down as a page. */
final class ConfigTable {

    /** Characters of a line at most. */
    private static final int WIDTH = 118;

    private static final String HEAD = """
            # Configuration

            After this page you can set everything that the service lets you set, and you know where a value comes from.

            A setting comes from one of four places. A later place in this list is stronger.

            1. The default.
            2. A properties file: `--config FILE`, or the variable `SIAMESE_CONFIG`.
            3. A variable. Its name is `SIAMESE_` and the key in capitals, with underscores for dots and hyphens: `web.port` is
               `SIAMESE_WEB_PORT`.
            4. A flag: `--set web.port=8080`.

            An unknown key, or a value that is not allowed, stops the service at its start. The message names the key, the value
            and what is allowed.

            This page is generated from the settings' definition (`AppConfig.describe()`), and a test keeps it in step.
            """;

    /** The title of a section by the key that begins it. */
    private static final Map<String, String> SECTIONS = Map.of(
            StreamsKeys.BOOTSTRAP_SERVERS, "Kafka and the applications",
            TopicKeys.TOPICS_PREFIX, "Topics",
            ImageKeys.IMAGE_MAX_BYTES, "Images and the encoder",
            PolicyKeys.POLICY_TARGET_FMR, "Policies",
            ServerKeys.SCHEMA_REGISTRY_URL, "Schema registry, health and metrics");

    private static final String TAIL = """

            ## Transactions that take too long

            Each application reads and writes in Kafka transactions. Usually one is committed every `commit.interval.ms`. The
            brokers end it if it is open for longer than that interval and the timeout of its application. Records behind an
            open transaction cannot be read, so a paused instance holds everybody back for the timeout, and then until the
            brokers' next sweep (`transaction.abort.timed.out.transaction.cleanup.interval.ms`, 10 s).

            - **Nothing is lost, and nothing is said twice.** What the transaction wrote is discarded, together with the offsets
              that it had read to. The application goes on from its last commit and computes the same again. The log says
              `InvalidProducerEpochException`, and the metric `kafka.stream.thread.task.closed.total` grows.
            - **Enrolment has 5 s**, because revocations wait behind its transactions
              ([docs/events.md](events.md#how-fast-a-revocation-holds)). **Verification has 60 s**, because its transactions hold
              back only the decisions of their partition.
            - The timeout bounds what one poll may cost: images that take longer than a quarter of it by estimate are left for the
              next poll. One image is never split. The most expensive one that the limits allow takes 2 to 3 s of a core.
            - Enrolment lets probes go first. It waits for them no longer than another quarter of its timeout.
            - **Raise the timeout of enrolment** if that message comes again and again. It does where the processor is shared with
              so much else that an image takes several times as long. Enrolment then makes no progress with this image.
            - Both timeouts with the commit interval must be within the brokers' `transaction.max.timeout.ms` (15 minutes). A
              longer one stops the start.

            ## A schema registry

            `schema.registry.url` is the address of any registry that serves Confluent's HTTP API: Confluent's own from 5.5 on,
            Karapace, Redpanda, Apicurio Registry. These forms are understood:

            | URL | what is asked |
            | --- | --- |
            | `http://registry:8081` | `/apis/ccompat/v7` below it (Apicurio), then the URL itself (all others) |
            | `http://registry:8080/apis/registry/v3` | `/apis/ccompat/v7` in its place |
            | `http://registry:8080/apis/ccompat/v7` | this URL |
            | `https://user:password@registry` | the same, with HTTP basic authentication; no message shows the password |

            - The start says where the registry was found, or warns that it was not. `./siamese doctor` looks too.
            - Only the registry's own "no such schema" rejects a record (`UNKNOWN_SCHEMA`). If it does not answer, or somebody
              else answers for it, nothing is decided. Each question is tried three times. Then the stream thread stops and is
              replaced, and the record is tried again.
            - Certificates are checked against the Java virtual machine's own (`-Djavax.net.ssl.trustStore=FILE`).
            - The service registers the schemas of what it writes, so the user needs the right to do that. A registry that
              demands compatibility accepts them: they are `FULL_TRANSITIVE`.

            ## Settings of Kafka's clients

            `kafka.` before any setting of Kafka Streams, a consumer, a producer or an admin client passes it on. Examples are
            `kafka.security.protocol=SASL_SSL`, `kafka.producer.linger.ms=5` and `kafka.main.consumer.max.poll.records=2000`. The
            start checks these names and values too. It refuses the following, because the event contract stands on them:

            """;

    String markdown() {
        ConfigDef keys = Keys.definition();
        String entries = keys.configKeys().values().stream()
                .map(ConfigTable::formatEntry)
                .collect(Collectors.joining());
        return HEAD + entries + TAIL + refused();
    }

    private static String formatEntry(ConfigDef.ConfigKey key) {
        String section = SECTIONS.get(key.name);
        return (section == null ? "" : "\n## " + section + "\n\n")
                + wrapped(String.format(
                        Locale.ROOT,
                        "- **`%s`**: %s, default %s, allowed %s. %s",
                        key.name,
                        key.type.name().toLowerCase(Locale.ROOT),
                        "".equals(key.defaultValue) ? "empty" : "`" + key.defaultValue + "`",
                        allowed(key),
                        key.documentation));
    }

    /** Kafka's own validators print a range as [1,...,5]. */
    private static String allowed(ConfigDef.ConfigKey key) {
        return key.validator == null
                ? "any"
                : key.validator
                        .toString()
                        .replaceFirst("^\\[(\\d+),\\.\\.\\.,(\\d+)]$", "$1 to $2")
                        .replaceFirst("^\\[(\\d+),\\.\\.\\.]$", "$1 or more");
    }

    /** Breaks an entry of a list into lines. */
    private static String wrapped(String entry) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : entry.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                lines.append("\n  ");
                column = 2;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.append('\n').toString();
    }

    private static String refused() {
        return new KafkaKeys()
                .refusals().entrySet().stream()
                        .map(entry ->
                                String.format(Locale.ROOT, "- `kafka.%s`: %s%n", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining());
    }
}
