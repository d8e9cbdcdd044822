package io.siamese.service.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasureTermsTest {
    private static final TopicNames NAMES = TopicNames.defaults();

    private final Map<String, Map<String, String>> settings = new HashMap<>();

    @BeforeEach
    void takeTheContractsSettings() {
        TopicPlan.defaults().topics(NAMES).forEach(topic -> {
            Map<String, String> own = new HashMap<>(topic.settings());
            own.put("segment.ms", Long.toString(Duration.ofDays(7).toMillis()));
            settings.put(topic.name(), own);
        });
    }

    @Test
    void boundsImagesByOneCompactionAndTombstonesByTwoAndTheirRetention() {
        // When
        ErasureTerms terms = ErasureTerms.compute(NAMES, settings);

        // Then: a day and a second of lag, a minute until files are deleted, an hour for the cleaner
        assertThat(terms.rollEvery()).isEqualTo(Duration.parse("P1DT1S"));
        assertThat(terms.imagesGone()).isEqualTo(Duration.parse("P1DT1H1M1S"));
        assertThat(terms.bytesGone()).isEqualTo(Duration.parse("P9DT1H1M2S"));
    }

    @Test
    void namesEachTopicThatMayStillHoldTheSubject() {
        // When
        ErasureTerms terms = ErasureTerms.compute(NAMES, settings);

        // Then
        assertThat(terms.copies())
                .containsExactly(
                        copies("images", 7, 14),
                        copies("dead-letters", 30, 37),
                        copies("match-decisions", 30, 37),
                        copies("feedback", 90, 97),
                        new ErasureTerms.Copies(
                                "exemplar-status", -1, terms.bytesGone().multipliedBy(2)));
    }

    private static ErasureTerms.Copies copies(String topic, int retentionDays, int goneDays) {
        return new ErasureTerms.Copies(topic, Duration.ofDays(retentionDays).toMillis(), Duration.ofDays(goneDays));
    }

    @ParameterizedTest(name = "{0} with {1}={2} promises nothing")
    @CsvSource({
        "exemplars, max.compaction.lag.ms, 9223372036854775807",
        "exemplar-embeddings, max.compaction.lag.ms, 9223372036854775807",
        "exemplar-embeddings, cleanup.policy, delete"
    })
    void promisesNothingWhereATopicIsNotSurelyCompacted(String topic, String key, String value) {
        // Given
        settings.get(topic).put(key, value);

        // When
        ErasureTerms terms = ErasureTerms.compute(NAMES, settings);

        // Then
        assertThat(terms.imagesGone()).isNull();
        assertThat(terms.bytesGone()).isNull();
    }

    @Test
    void takesTheSlowestTopic() {
        // Given
        settings.get("exemplar-embeddings")
                .put("max.compaction.lag.ms", Long.toString(Duration.ofDays(3).toMillis()));

        // When
        ErasureTerms terms = ErasureTerms.compute(NAMES, settings);

        // Then
        assertThat(terms.imagesGone()).isEqualTo(Duration.parse("P3DT1H1M"));
        assertThat(terms.rollEvery()).isEqualTo(Duration.parse("P1DT1S"));
    }

    @Test
    void keepsForEverWhatHasNoRetention() {
        // Given
        settings.get("images").put("retention.ms", "-1");

        // Then
        assertThat(ErasureTerms.compute(NAMES, settings).copies())
                .contains(new ErasureTerms.Copies("images", -1, null));
    }
}
