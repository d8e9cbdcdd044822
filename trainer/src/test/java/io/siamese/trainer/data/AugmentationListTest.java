package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationListTest {

    @Test
    void whatIsNotNamedIsLeftOut() {
        assertThat(AugmentationList.parse("rotation=15, scale=0.2,shift=0.05", Augmentation.forInk()))
                .isEqualTo(new Augmentation(15, 0.2, 0, 0.05, 0));
        assertThat(AugmentationList.parse("elastic=0.03,shear=0.3", Augmentation.forInk()))
                .isEqualTo(new Augmentation(0, 0, 0.3, 0, 0.03));
        assertThat(AugmentationList.parse("none", Augmentation.forInk())).isEqualTo(new Augmentation(0, 0, 0, 0, 0));
        assertThat(AugmentationList.parse("standard", Augmentation.forInk())).isEqualTo(Augmentation.forInk());
    }

    @Test
    void photographsHaveAStandardOfTheirOwnAndChangesOfLight() {
        assertThat(AugmentationList.parse("standard", Augmentation.forPhotos())).isEqualTo(Augmentation.forPhotos());
        assertThat(AugmentationList.parse("mirror=0.5,brightness=0.1,contrast=0.2", Augmentation.forPhotos()))
                .isEqualTo(new Augmentation(0, 0, 0, 0, 0, 0.5, 0.1, 0.2, 0, 0));
    }

    @Test
    void theTextOfInkIsWhatCheckpointsWereNamedBy() {
        assertThat(Augmentation.forInk())
                .hasToString("Augmentation[rotation=15.0, scale=0.2, shear=0.3, shift=0.05, elastic=0.03]");
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
                .isThrownBy(() -> AugmentationList.parse(list, Augmentation.forInk()))
                .withMessageContaining("allowed are none, standard, or a list of name=amount");
    }

    @Test
    void anAmountIsGivenOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentationList.parse("scale=0.1,scale=0.2", Augmentation.forInk()))
                .withMessageContaining("scale is given twice");
    }
}
