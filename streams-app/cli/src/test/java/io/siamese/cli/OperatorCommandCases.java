package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Creates topics, looks at the installation and shows the demo. Run by {@link CommandsIT}. */
interface OperatorCommandCases extends CommandCases {
    @Test
    default void findsItWell() {
        // When
        CommandResult ran = run("doctor");

        // Then
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("golden images reproduced", "brokers up: 1", "all are as the contract says")
                .doesNotContain("ERROR");
    }

    @Test
    default void findsAnOpenTransactionThatHoldsRecordsBack() throws Exception {
        // Given
        String prefix = "topics.prefix=held.";
        run("topics", "create", "--set", prefix);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", commands().bootstrapServers(), "transactional.id", "stranger");
        try (KafkaProducer<byte[], byte[]> stranger =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            CommandResult before = run("doctor", "--set", prefix);
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>("held.exemplars", new byte[1], new byte[1]))
                    .get();

            // When
            CommandResult during = run("doctor", "--set", prefix);
            stranger.abortTransaction();

            // Then
            assertThat(before.out()).contains("OK      open     no transaction holds records back; whoever");
            assertThat(during.out())
                    .contains("WARNING open     held.exemplars: 1 records wait behind an open transaction for up to"
                            + " 900 s (the brokers' transaction.max.timeout.ms)")
                    .doesNotContain("held.images: 1");
        }
    }

    @Test
    default void createsTopicsOnceAndFindsMissingOnes() {
        // When
        CommandResult before = run("doctor", "--set", "topics.prefix=other.");
        CommandResult created = run("topics", "create", "--set", "topics.prefix=other.");
        CommandResult again = run("topics", "create", "--set", "topics.prefix=other.");

        // Then
        assertThat(before.code()).isEqualTo(1);
        assertThat(before.out()).contains("ERROR   topic    other.images: missing");
        assertThat(created.code()).isZero();
        assertThat(created.out().lines()).hasSize(10).allMatch(line -> line.startsWith("created  other."));
        assertThat(again.out().lines()).hasSize(10).allMatch(line -> line.startsWith("existing other."));
    }

    @Test
    default void tellsItsStoryToARunningService() {
        // When
        CommandResult ran = run("demo", "--count", "40");

        // Then
        assertThat(ran.out())
                .contains("The story came out as told.", "40 decisions in")
                .doesNotContain("WRONG");
        assertThat(ran.code()).isZero();
    }
}
