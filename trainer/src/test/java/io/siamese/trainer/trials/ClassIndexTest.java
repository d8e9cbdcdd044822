package io.siamese.trainer.trials;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassIndexTest {

    @Test
    void aClassOfTooManyImagesIsRefused() {
        assertThatThrownBy(() -> new ClassIndex(List.of(new EmbeddedClass("g", "c", new float[16384][1]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images: at most 262144 classes of at most 16383 images each can be compared");
    }
}
