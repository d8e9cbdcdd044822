package io.siamese.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.siamese.client.BoundedFileReader;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.onnx.ModelFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImagesTest {

    private final ModelCard card = ModelFile.bundled().card();

    @TempDir
    private Path folder;

    @Test
    void leavesOutTheGroupsThatTheCardNamesAsSeen() throws Exception {
        // Given
        String seen = card.trained().groups().get(0);
        files(seen + "/character01", 3);
        files("Unseen/character01", 3);
        files("Unseen/character02", 4);
        files("Unseen/character03", 2);

        // When
        DemoImages images = images();

        // Then
        assertThat(images.subjects())
                .extracting(DemoSubject::name)
                .containsExactlyInAnyOrder("Unseen/character01", "Unseen/character02");
        assertThat(images.about()).contains("2 of 3 subjects", "held out");
        assertThat(images.subjects().get(0).readImage(0)).isEqualTo(new byte[] {7});
    }

    @Test
    void saysSoWhereOnlySeenGroupsAreThere() throws Exception {
        // Given
        files(card.trained().groups().get(0) + "/a", 3);
        files(card.trained().groups().get(0) + "/b", 3);

        // When // Then
        assertThat(images().about()).contains("seen in its making");
    }

    @Test
    void refusesAFolderWithTooFewSubjects() throws Exception {
        // Given
        files("only", 9);

        // When // Then
        assertThatIllegalArgumentException().isThrownBy(this::images).withMessageContaining("the demo needs 2");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new FolderImages(folder.resolve("none"), card, new BoundedFileReader(10)).chooseSubjects(1))
                .withMessageContaining("there is no such file or folder");
    }

    private DemoImages images() {
        return new FolderImages(folder, card, new BoundedFileReader(10)).chooseSubjects(1);
    }

    private void files(String subject, int count) throws Exception {
        Path leaf = Files.createDirectories(folder.resolve(subject));
        for (int i = 0; i < count; i++) {
            Files.write(leaf.resolve(i + ".png"), new byte[] {7});
        }
    }
}
