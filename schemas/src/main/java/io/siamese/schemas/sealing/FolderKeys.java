package io.siamese.schemas.sealing;

import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Reads keys from a folder: {@code gallery/id.key}, the gallery's name written as in keys of records. Of the keys of a gallery
 * the one whose id comes last encrypts, and all decrypt. So names that begin with a date rotate by themselves. What was read is
 * read again after a second, and a key that is not known is looked for at once, so a key may come and go at any time.
 *
 * <p>A folder without the folder of any gallery is an outage, because a share that is not mounted looks like that. A key that
 * is not in the folder of its gallery is deleted. A file that cannot be used is an outage for those who need that very key.
 */
public final class FolderKeys implements DataKeys {
    private static final long FRESH_NANOS = 1_000_000_000L;
    /** Characters that file systems allow a folder's name. */
    private static final int LONGEST_NAME = 255;

    private record Read(DataKey key, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    private record Name(String gallery, String keyId) {}

    private final Path folder;
    /** Keys that are there. Names that publishers make up are not kept. */
    private final Map<Name, Read> known = new ConcurrentHashMap<>();
    /** By gallery, the key that encrypts. */
    private final Map<String, Read> newest = new ConcurrentHashMap<>();

    /** Reads nothing yet. */
    public FolderKeys(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<DataKey> current(String gallery) {
        Read read = newest.get(gallery);
        return read != null && read.isFresh()
                ? Optional.of(read.key())
                : remember(newest, gallery, () -> newestKey(gallery));
    }

    @Override
    public Optional<DataKey> find(String gallery, String keyId) {
        Name name = new Name(gallery, keyId);
        Read read = known.get(name);
        if (read != null && read.isFresh()) {
            return Optional.of(read.key());
        }
        Optional<DataKey> key = remember(known, name, () -> keyNamed(gallery, keyId));
        if (read == null && key.isPresent()) {
            // A new key may come as another one goes.
            known.keySet().removeIf(other -> other.gallery().equals(gallery) && !other.equals(name));
        }
        return key;
    }

    /** What may fail while a folder is read. */
    private interface Reading {
        Optional<DataKey> read() throws IOException;
    }

    private static <N> Optional<DataKey> remember(Map<N, Read> reads, N name, Reading reading) {
        Optional<DataKey> key;
        try {
            key = reading.read();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new KeyOutageException("keys cannot be read now: " + e.getMessage(), e);
        }
        if (key.isPresent()) {
            reads.put(name, new Read(key.get(), System.nanoTime()));
        } else {
            reads.remove(name);
        }
        return key;
    }

    private Optional<DataKey> newestKey(String gallery) throws IOException {
        Optional<Path> ofGallery = galleryFolder(gallery);
        if (ofGallery.isEmpty()) {
            return Optional.empty();
        }
        List<Path> files = keyFiles(ofGallery.get());
        return files.isEmpty() ? Optional.empty() : readIfThere(gallery, files.get(files.size() - 1));
    }

    private Optional<DataKey> keyNamed(String gallery, String keyId) throws IOException {
        Optional<Path> ofGallery = DataKey.isId(keyId) ? galleryFolder(gallery) : Optional.empty();
        return ofGallery.isEmpty() ? Optional.empty() : readIfThere(gallery, KeyFile.in(ofGallery.get(), keyId));
    }

    private Optional<DataKey> readIfThere(String gallery, Path file) throws IOException {
        try {
            return Optional.of(KeyFile.read(file));
        } catch (NoSuchFileException e) {
            // The share may have gone since its folder was looked at.
            galleryFolder(gallery);
            return Optional.empty();
        }
    }

    /**
     * The folder of a gallery, or empty if the gallery has none. A name that begins with a dot could lead out of the folder.
     *
     * @throws IOException if that cannot be told now
     */
    private Optional<Path> galleryFolder(String gallery) throws IOException {
        String name = Segment.escape(gallery);
        if (name.startsWith(".") || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Path ofGallery = folder.resolve(name);
        if (isThere(ofGallery)) {
            return Optional.of(ofGallery);
        }
        galleryFolders();
        // The share may have been mounted since. A folder is missing for good if the others are there before it is
        // looked for and after.
        boolean there = isThere(ofGallery);
        galleryFolders();
        return there ? Optional.of(ofGallery) : Optional.empty();
    }

    /** Unlike {@link Files#exists}, says no only where nothing else is wrong. */
    private static boolean isThere(Path path) throws IOException {
        try {
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** @throws IOException if there is none, as where a share is not mounted */
    private List<Path> galleryFolders() throws IOException {
        List<Path> galleries = new ArrayList<>();
        for (Path each : listed(folder)) {
            if (isNamedAsGallery(each) && Files.isDirectory(each)) {
                galleries.add(each);
            }
        }
        if (galleries.isEmpty()) {
            throw new IOException(
                    folder + " has no folder of a gallery: is it mounted? `siamese keys create` makes one");
        }
        return galleries;
    }

    /** Others, such as {@code lost+found}, are passed over. */
    private static boolean isNamedAsGallery(Path folder) {
        String name = String.valueOf(folder.getFileName());
        try {
            Segment.parse(name);
            return !name.startsWith(".");
        } catch (MalformedKeyException e) {
            return false;
        }
    }

    private static List<Path> keyFiles(Path ofGallery) throws IOException {
        return listed(ofGallery).stream().filter(KeyFile::isNamedAsKey).toList();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + folder, e);
        }
    }

    @Override
    public String check() {
        try {
            List<String> galleries = new ArrayList<>();
            for (Path each : galleryFolders()) {
                List<String> ids = new ArrayList<>();
                for (Path file : keyFiles(each)) {
                    ids.add(KeyFile.read(file).id());
                }
                galleries.add(each.getFileName() + ": " + (ids.isEmpty() ? "none" : String.join(", ", ids)));
            }
            return String.join("; ", galleries);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Makes a random key, which encrypts from now on if its id comes last. What has the folder already is kept.
     *
     * @param id of the key, which the gallery does not have yet
     * @return the file, which its owner alone may read
     * @throws IllegalArgumentException if the gallery or the id cannot be a name
     * @throws IOException if the file cannot be written, or is there already
     */
    public Path create(String gallery, String id) throws IOException {
        String segment = Segment.escape(gallery);
        if (segment.startsWith(".") || !DataKey.isId(id)) {
            throw new IllegalArgumentException("no key " + id + " for gallery " + gallery
                    + ": an id has 1 to 64 of A-Z a-z 0-9 . _ -, and neither name begins with a dot");
        }
        if (segment.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("no key for gallery " + gallery + ": its name has " + segment.length()
                    + " characters where others than A-Z a-z 0-9 . _ - are three for each byte, and a folder's name has "
                    + LONGEST_NAME + " at most");
        }
        Path file = KeyFile.in(Files.createDirectories(folder.resolve(segment)), id);
        KeyFile.create(file);
        return file;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
