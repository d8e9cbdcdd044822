package io.siamese.schemas.gallerylog;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateNumbersTest {
    private static final float[] NUMBERS = {0.6f, -0.8f, Float.MIN_VALUE};

    @Test
    void readsBackTheSameBits() {
        assertThat(TemplateNumbers.from(
                        template().setVector(TemplateNumbers.bytes(NUMBERS)).build()))
                .containsExactly(NUMBERS);
    }

    @Test
    void writesFloat32InLittleEndianOrder() {
        assertThat(TemplateNumbers.bytes(new float[] {1f}).array()).containsExactly(0, 0, 0x80, 0x3f);
    }

    @Test
    void readsTheNumbersOfAnEarlierRelease() {
        // Given: an array of floats, and no bytes
        Template earlier = template().setEmbedding(List.of(0.6f, -0.8f)).build();

        // Then
        assertThat(TemplateNumbers.from(earlier)).containsExactly(0.6f, -0.8f);
        assertThat(TemplateNumbers.count(earlier)).isEqualTo(2);
    }

    @Test
    void bytesWinOverTheOldArray() {
        // Given
        Template both = template()
                .setEmbedding(List.of(1f))
                .setVector(TemplateNumbers.bytes(NUMBERS))
                .build();

        // Then
        assertThat(TemplateNumbers.from(both)).containsExactly(NUMBERS);
        assertThat(TemplateNumbers.count(both)).isEqualTo(3);
    }

    @Test
    void bytesThatAreNoWholeNumbersGiveNone() {
        // Given
        Template torn = template().setVector(ByteBuffer.wrap(new byte[7])).build();

        // Then
        assertThat(TemplateNumbers.from(torn)).isEmpty();
        assertThat(TemplateNumbers.count(torn)).isZero();
    }

    @Test
    void readingLeavesTheTemplateAsItWas() {
        // Given
        Template template = template().setVector(TemplateNumbers.bytes(NUMBERS)).build();

        // When
        TemplateNumbers.from(template);

        // Then
        assertThat(template.getVector().remaining()).isEqualTo(12);
    }

    private static Template.Builder template() {
        return Template.newBuilder()
                .setGallery("default")
                .setSubject("alice")
                .setExemplar("1")
                .setKind(ExemplarKind.POSITIVE)
                .setEncoderId("0123456789abcdef");
    }
}
