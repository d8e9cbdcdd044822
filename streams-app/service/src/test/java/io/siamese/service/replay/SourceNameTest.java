package io.siamese.service.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Source;
import io.siamese.service.replay.SourceName.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNameTest {

    @Test
    void readsCoordinatesInATopicWhoseNameHasHyphens() {
        // When
        SourceName name = SourceName.parse("my-images-3-41", "my-images");

        // Then
        assertThat(name.place()).isEqualTo(new Place(3, 41));
        assertThat(name.isImageOf(decision(3, 41, "claim-1"))).isTrue();
        assertThat(name.isImageOf(decision(3, 42, "my-images-3-41"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claim-1",
                "others-3-41",
                "images-3",
                "images-3-x",
                "images-3-99999999999999999999",
                "images--1-4"
            })
    void takesEverythingElseForAnId(String text) {
        // When
        SourceName name = SourceName.parse(text, "images");

        // Then
        assertThat(name.place()).isNull();
        assertThat(name.isImageOf(decision(3, 41, text))).isTrue();
        assertThat(name.isImageOf(decision(3, 41, text + "0"))).isFalse();
    }

    private static MatchDecision decision(int partition, long offset, String id) {
        return MatchDecision.newBuilder()
                .setImageId(id)
                .setSource(Source.newBuilder()
                        .setPartition(partition)
                        .setOffset(offset)
                        .build())
                .build();
    }
}
