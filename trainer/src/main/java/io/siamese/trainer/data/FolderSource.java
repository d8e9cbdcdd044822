package io.siamese.trainer.data;

import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * A folder, or a zip of one, of any depth: a folder that holds images is a class, and the path above it, without what all
 * classes share, is its group. Files that are neither PNG nor JPEG by name are left alone.
 */
public final class FolderSource implements ClassSource {

    private final Path path;

    public FolderSource(Path path) {
        this.path = path;
    }

    @Override
    public List<EncodedClass> readClasses() throws IOException {
        if (Files.isDirectory(path)) {
            return readTree(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            return readTree(zip.getPath("/"));
        } catch (ProviderNotFoundException e) {
            throw new IOException(path + " is neither a folder nor a zip file", e);
        } catch (ZipException e) {
            throw new IOException(path + " cannot be read as a zip file: " + e.getMessage(), e);
        }
    }

    private List<EncodedClass> readTree(Path root) throws IOException {
        Map<String, List<Path>> leaves = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(FolderSource::isImage)
                    .forEach(file -> leaves.computeIfAbsent(folderName(root, file), any -> new ArrayList<>())
                            .add(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (leaves.isEmpty()) {
            throw new IOException(path + " holds no PNG or JPEG files");
        }
        String shared = sharedPrefix(List.copyOf(leaves.keySet()));
        List<EncodedClass> classes = new ArrayList<>();
        for (Map.Entry<String, List<Path>> leaf : leaves.entrySet()) {
            classes.add(encoded(leaf.getKey().substring(shared.length()), leaf.getValue()));
        }
        classes.sort(Comparator.comparing(EncodedClass::group).thenComparing(EncodedClass::name));
        return classes;
    }

    private static EncodedClass encoded(String path, List<Path> files) throws IOException {
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        List<EncodedFile> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(new EncodedFile(file.getFileName().toString(), readBounded(file)));
        }
        int slash = path.lastIndexOf('/');
        return new EncodedClass(path.substring(0, Math.max(0, slash)), path.substring(slash + 1), contents);
    }

    /** Of a zip too, no more than an image may have: a few bytes of one can stand for gigabytes. */
    private static byte[] readBounded(Path file) throws IOException {
        int most = DataSet.LIMITS.maxBytes();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(file + " has more than " + (most >> 20) + " MiB, too many for an image");
            }
            return bytes;
        }
    }

    static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean hidden = name.startsWith(".") || file.toString().contains("__MACOSX");
        boolean image = name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
        return image && !hidden && Files.isRegularFile(file);
    }

    private static String folderName(Path root, Path file) {
        return root.relativize(file.getParent()).toString().replace('\\', '/');
    }

    /** Leading folders that every class lies in, but never the folder right above one. */
    private static String sharedPrefix(List<String> folders) {
        String first = folders.get(0);
        String last = folders.get(folders.size() - 1);
        int shared = 0;
        int limit = Math.min(parentEnd(first), parentEnd(last));
        for (int i = 0; i < limit && first.charAt(i) == last.charAt(i); i++) {
            if (first.charAt(i) == '/') {
                shared = i + 1;
            }
        }
        return first.substring(0, shared);
    }

    private static int parentEnd(String folder) {
        return Math.max(0, folder.lastIndexOf('/'));
    }
}
