package io.siamese.schemas.sealing;

import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Reads keys from a folder: {@code gallery/id.key}, the gallery's name written as in keys of records. Of the keys of a gallery
 * the one whose id comes last encrypts, and all decrypt. So names that begin with a date rotate by themselves. A gallery's
 * folder is read again each second at most, and at once if a key is not known, so a key may come and go at any time.
 *
 * <p>A folder that is not there is an outage, as of a share that is not mounted. A key that is not there is deleted.
 */
public final class FolderKeys implements DataKeys {
    private static final long FRESH_NANOS = 1_000_000_000L;

    private record Read(NavigableMap<String, DataKey> keys, long at) {
        boolean isFresh() {
            return System.nanoTime() - at < FRESH_NANOS;
        }
    }

    private final Path folder;
    /** Of galleries that have keys, so that names that publishers make up are not kept. */
    private final Map<String, Read> known = new ConcurrentHashMap<>();

    /** Reads nothing yet. */
    public FolderKeys(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<DataKey> current(String gallery) {
        Read read = known.get(gallery);
        NavigableMap<String, DataKey> keys = read != null && read.isFresh() ? read.keys() : reread(gallery);
        return Optional.ofNullable(keys.lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public Optional<DataKey> find(String gallery, String keyId) {
        Read read = known.get(gallery);
        DataKey key = read != null && read.isFresh() ? read.keys().get(keyId) : null;
        return Optional.ofNullable(key == null ? reread(gallery).get(keyId) : key);
    }

    private NavigableMap<String, DataKey> reread(String gallery) {
        try {
            NavigableMap<String, DataKey> keys = keys(folder(gallery));
            if (keys.isEmpty()) {
                known.remove(gallery);
            } else {
                known.put(gallery, new Read(keys, System.nanoTime()));
            }
            return keys;
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new KeyOutageException("keys cannot be read now: " + e.getMessage(), e);
        }
    }

    /** A segment that begins with a dot could lead out of the folder, and is none of ours. */
    private Optional<Path> folder(String gallery) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        String segment = Segment.escape(gallery);
        return segment.startsWith(".")
                ? Optional.empty()
                : Optional.of(folder.resolve(segment)).filter(Files::isDirectory);
    }

    private static NavigableMap<String, DataKey> keys(Optional<Path> ofGallery) throws IOException {
        NavigableMap<String, DataKey> keys = new TreeMap<>();
        if (ofGallery.isPresent()) {
            for (Path file : listed(ofGallery.get())) {
                if (KeyFile.isNamedAsKey(file)) {
                    DataKey key = KeyFile.read(file);
                    keys.put(key.id(), key);
                }
            }
        }
        return keys;
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Override
    public String check() {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        try {
            List<String> galleries = new ArrayList<>();
            for (Path each : listed(folder)) {
                if (Files.isDirectory(each)
                        && !String.valueOf(each.getFileName()).startsWith(".")) {
                    NavigableMap<String, DataKey> keys = keys(Optional.of(each));
                    galleries.add(gallery(each) + ": " + (keys.isEmpty() ? "none" : String.join(", ", keys.keySet())));
                }
            }
            return galleries.isEmpty() ? folder + " holds no key" : String.join("; ", galleries);
        } catch (IOException e) {
            throw new IllegalArgumentException(folder + " cannot be read: " + e, e);
        }
    }

    private static String gallery(Path folder) {
        String segment = String.valueOf(folder.getFileName());
        try {
            Segment.parse(segment);
            return segment;
        } catch (MalformedKeyException e) {
            throw new IllegalArgumentException(folder + " is named like no gallery: " + e.getMessage(), e);
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
        Path file = KeyFile.in(Files.createDirectories(folder.resolve(segment)), id);
        KeyFile.create(file);
        return file;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
