package io.siamese.client;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a path stands for: itself, or all below a folder in the order of their names. Hidden files are left
 * out, every other file is taken, whatever its name: what it is, its bytes say.
 */
public final class ImageFiles {

    private final BiConsumer<Path, String> problems;

    /** @param problems takes each path that cannot be read, and why */
    public ImageFiles(BiConsumer<Path, String> problems) {
        this.problems = problems;
    }

    /** The files of all paths, in the order of the paths. */
    public List<Path> below(List<Path> paths) {
        List<Path> files = new ArrayList<>();
        paths.forEach(path -> files.addAll(below(path)));
        return files;
    }

    public List<Path> below(Path path) {
        List<Path> files = new ArrayList<>();
        if (!Files.exists(path)) {
            problems.accept(path, "there is no such file or folder");
            return files;
        }
        try {
            Files.walkFileTree(
                    path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Walk(path, files));
        } catch (IOException e) {
            problems.accept(path, e.toString());
        }
        Collections.sort(files);
        return files;
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        private final Path start;
        private final List<Path> files;

        Walk(Path start, List<Path> files) {
            this.start = start;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.accept(file, e.toString());
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            @Nullable Path name = path.getFileName();
            return !path.equals(start) && name != null && name.toString().startsWith(".");
        }
    }
}
