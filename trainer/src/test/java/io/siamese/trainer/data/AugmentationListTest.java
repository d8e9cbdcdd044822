package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationListTest {

    @Test
    void whatIsNotNamedIsLeftOut() {
        assertThat(AugmentationList.parse("rotation=15, scale=0.2,shift=0.05"))
                .isEqualTo(new Augmentation(15, 0.2, 0, 0.05, 0));
        assertThat(AugmentationList.parse("elastic=0.03,shear=0.3")).isEqualTo(new Augmentation(0, 0, 0.3, 0, 0.03));
        assertThat(AugmentationList.parse("none")).isEqualTo(new Augmentation(0, 0, 0, 0, 0));
        assertThat(AugmentationList.parse("standard")).isEqualTo(Augmentation.standard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rotation",
                "rotation=",
                "rotation=far",
                "rotation=-1",
                "scale=1",
                "blur=1",
                "shear=NaN",
                "shift=0.1,"
            })
    void aPartThatIsNoAugmentationIsNamed(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentationList.parse(list))
                .withMessageContaining("allowed are none, standard, or a list of name=amount");
    }

    @Test
    void anAmountIsGivenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentationList.parse("scale=0.1,scale=0.2"))
                .withMessageContaining("scale is given twice");
    }
}
