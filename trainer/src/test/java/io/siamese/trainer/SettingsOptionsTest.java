package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is trained where nothing is asked for. The text names a run in checkpoints, so it stays as it is. */
class SettingsOptionsTest {

    @Test
    void inkHasTheRecipeOfCharacters() throws IOException {
        assertThat(recipe())
                .isEqualTo("TrainSettings[architecture=Architecture[preset=compact, channels=1, size=56,"
                        + " widths=[16, 16, 48, 96], strides=[1, 2, 2], dimension=128],"
                        + " objective=Objective[scale=14.0, margin=0.3],"
                        + " episodes=Settings[groups=2, classes=20, augmentation=Augmentation[rotation=15.0, scale=0.2,"
                        + " shear=0.3, shift=0.05, elastic=0.03]],"
                        + " steps=20000, seed=1, peakRate=0.002, fitSelect=false]");
    }

    @Test
    void photographsHaveARecipeOfTheirOwn() throws IOException {
        assertThat(recipe("--preprocessing", "photo", "--channels", "3"))
                .isEqualTo("TrainSettings[architecture=Architecture[preset=compact, channels=3, size=80,"
                        + " widths=[16, 16, 48, 96], strides=[1, 2, 2], dimension=128, pooling=STATISTICS],"
                        + " objective=Objective[scale=14.0, margin=0.1, pooled=0.5],"
                        + " episodes=Settings[sampling=ACROSS_GROUPS, images=2, turned=false, groups=2, classes=20,"
                        + " augmentation=Augmentation[rotation=10.0, scale=0.15, shear=0.1, shift=0.08, elastic=0.0,"
                        + " mirror=0.5, brightness=0.15, contrast=0.25, crop=0.5, colour=0.0]],"
                        + " photo=true, steps=20000, seed=1, peakRate=0.002, fitSelect=false]");
    }

    @Test
    void eachPartOfThePhotoRecipeCanBeChosen() throws IOException {
        assertThat(recipe(
                        "--preprocessing",
                        "photo",
                        "--size",
                        "56",
                        "--pooling",
                        "flat",
                        "--sampling",
                        "within_groups",
                        "--margin",
                        "0.3",
                        "--pooled",
                        "0"))
                .contains("size=56, widths=[16, 16, 48, 96], strides=[1, 2, 2], dimension=128]")
                .contains("Objective[scale=14.0, margin=0.3]")
                .contains("Settings[turned=false, groups=2");
    }

    @Test
    void otherLossesKeepTheirMargins() throws IOException {
        assertThat(recipe("--preprocessing", "photo", "--loss", "triplet"))
                .contains("Objective[loss=TRIPLET, scale=14.0, margin=0.2]");
    }

    private static String recipe(String... options) throws IOException {
        SettingsOptions settings = new SettingsOptions();
        new CommandLine(settings).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
        return settings.recipe().toString();
    }
}
