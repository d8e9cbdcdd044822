package io.siamese.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** People read reasons of decisions, exemplars and dead letters in words. */
class ReasonWordsTest {
    /** Answers to requests about policies and encoders, which come with a sentence of their own. */
    private static final Set<String> WITH_DETAIL = Set.of(
            Reasons.INVALID_POLICY,
            Reasons.UNSUPPORTED_TARGET,
            Reasons.NO_CALIBRATION,
            Reasons.REQUEST_GONE,
            Reasons.UNKNOWN_ENCODER,
            Reasons.NOT_LOADED,
            Reasons.STILL_LOADED,
            Reasons.NOT_COVERED,
            Reasons.UNSUPPORTED_POLICY,
            Reasons.ALREADY_ACTIVE,
            Reasons.UNKNOWN_ACTION,
            Reasons.REQUEST_TOO_OLD,
            Reasons.RETIRED);

    @ParameterizedTest
    @MethodSource("reasons")
    void hasWordsForEachReason(String reason) throws IOException {
        // When
        String words = script("static/core/words.js");

        // Then
        assertThat(words).containsPattern("\\n  " + reason + ": '[^']+',");
    }

    static Stream<String> reasons() {
        return Arrays.stream(Reasons.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(field -> field.getName())
                .filter(reason -> !WITH_DETAIL.contains(reason));
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Console.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
