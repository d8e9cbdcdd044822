package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {

    @TempDir
    Path folder;

    @Test
    void leavesAreClassesAndTheirParentsGroups() throws IOException {
        // Given
        draw(folder.resolve("set/latin/b/2.png"));
        draw(folder.resolve("set/latin/b/1.png"));
        draw(folder.resolve("set/latin/a/1.png"));
        draw(folder.resolve("set/greek/a/1.jpg"));
        Files.writeString(folder.resolve("set/latin/a/readme.txt"), "not an image");

        // When
        List<EncodedClass> classes = new FolderSource(folder).readClasses();

        // Then
        assertThat(classes)
                .extracting(
                        EncodedClass::group,
                        EncodedClass::name,
                        each -> each.files().size())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("greek", "a", 1),
                        org.assertj.core.groups.Tuple.tuple("latin", "a", 1),
                        org.assertj.core.groups.Tuple.tuple("latin", "b", 2));
        assertThat(classes.get(2).files())
                .extracting(EncodedClass.EncodedFile::name)
                .containsExactly("1.png", "2.png");
    }

    @Test
    void classesRightBelowTheFolderHaveNoGroup() throws IOException {
        // Given
        draw(folder.resolve("alice/1.png"));
        draw(folder.resolve("bob/1.png"));

        // When
        List<EncodedClass> classes = new FolderSource(folder).readClasses();

        // Then
        assertThat(classes).extracting(EncodedClass::group).containsOnly("");
    }

    @Test
    void aZipReadsLikeTheFolderInIt() throws IOException {
        // Given
        Path zip = folder.resolve("set.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            draw(files.getPath("/set/latin/a/1.png"));
            draw(files.getPath("/set/greek/a/1.png"));
        }

        // When
        List<EncodedClass> classes = new FolderSource(zip).readClasses();

        // Then
        assertThat(classes).extracting(EncodedClass::group).containsExactly("greek", "latin");
    }

    @Test
    void whatIsNoZipIsSaidToBeNone() throws IOException {
        // Given
        Path text = Files.writeString(folder.resolve("notes.txt"), "text");

        // Then
        assertThatThrownBy(() -> new FolderSource(text).readClasses())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("is neither a folder nor a zip file");
    }

    @Test
    void aZipThatLeadsOutOfItselfIsRefusedByName() throws IOException {
        // Given
        Path zip = folder.resolve("dots.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("../a/1.png"));
            out.write(new StrokeCharacters(1).png(0, 0));
        }

        // Then
        assertThatThrownBy(() -> new FolderSource(zip).readClasses())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(zip + " cannot be read as a zip file: ");
    }

    @Test
    void anImageThatUnpacksToMoreThanAnImageHasIsRefusedByName() throws IOException {
        // Given
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a/b/1.png"));
            for (int mebibyte = 0; mebibyte < 65; mebibyte++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertThat(Files.size(zip)).isLessThan(100_000);

        // Then
        assertThatThrownBy(() -> new FolderSource(zip).readClasses())
                .isInstanceOf(IOException.class)
                .hasMessage("/a/b/1.png has more than 64 MiB, too many for an image");
    }

    @Test
    void linksAreFollowed() throws IOException {
        // Given
        draw(folder.resolve("real/alice/1.png"));
        Files.createDirectories(folder.resolve("data"));
        Files.createSymbolicLink(folder.resolve("data/linked"), folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("itself"), folder.resolve("data"));

        // Then
        assertThat(new FolderSource(folder.resolve("itself")).readClasses())
                .extracting(EncodedClass::name)
                .containsExactly("alice");
    }

    @Test
    void aFolderWithoutImagesIsRefused() {
        assertThatThrownBy(() -> new FolderSource(folder).readClasses())
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("holds no PNG or JPEG files");
    }

    private static void draw(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new StrokeCharacters(1).png(0, 0));
    }
}
