package io.siamese.trainer.data.madeup;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/** Finds stroke files {@code group/character/NUMBER_DRAWER.txt} in folders and zip files. */
final class RecordingFiles {

    private static final Pattern NAME = Pattern.compile("\\d+_\\d+\\.txt");
    private static final int MOST_BYTES = 1 << 20;

    /** Names one file by the folders above it. */
    record Drawing(String group, String character, String file) {}

    private RecordingFiles() {}

    /** @throws IOException if the path cannot be read, or holds no stroke file */
    static void readFiles(Path path, BiConsumer<Drawing, String> consumer) throws IOException {
        if (Files.isDirectory(path)) {
            readTree(path, path, consumer);
            return;
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            readTree(path, zip.getPath("/"), consumer);
        } catch (ProviderNotFoundException e) {
            throw new IOException(path + " is neither a folder nor a zip file", e);
        } catch (ZipException e) {
            throw new IOException(path + " cannot be read as a zip file: " + e.getMessage(), e);
        }
    }

    private static void readTree(Path source, Path root, BiConsumer<Drawing, String> consumer) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(RecordingFiles::isRecording).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException(source + " holds no stroke files group/character/NUMBER_DRAWER.txt");
        }
        for (Path file : files) {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " has more than " + (MOST_BYTES >> 20) + " MiB, too many for a drawing");
            }
            int names = file.getNameCount();
            Drawing drawing =
                    new Drawing(folderName(file, names - 3), folderName(file, names - 2), folderName(file, names - 1));
            consumer.accept(drawing, Files.readString(file));
        }
    }

    private static String folderName(Path path, int place) {
        return path.getName(place).toString().replace("/", "");
    }

    private static boolean isRecording(Path file) {
        return file.getNameCount() > 2
                && NAME.matcher(String.valueOf(file.getFileName())).matches()
                && !file.toString().contains("__MACOSX")
                && Files.isRegularFile(file);
    }
}
