package io.siamese.trainer.data.madeup;

import io.siamese.trainer.data.DataDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Holds the pen's way of drawings by group and character, as Omniglot's stroke files have it. Immutable. Its text is a
 * digest of what it holds, because checkpoints name their run by it.
 */
public final class PenRecordings {

    /** @param digest over the names and texts of all drawings of the group */
    private record Group(String digest, List<RecordedCharacter> characters) {}

    private final Map<String, Group> groups;

    private PenRecordings(Map<String, Group> groups) {
        this.groups = groups;
    }

    /** No recordings at all. */
    public static PenRecordings noRecordings() {
        return new PenRecordings(Map.of());
    }

    /**
     * Reads folders and zip files. A drawing that two of them hold is taken once.
     *
     * @throws IOException if one cannot be read or holds no recording, or a recording is damaged; the message names it
     */
    public static PenRecordings readPaths(List<Path> paths) throws IOException {
        Map<String, Map<String, Map<String, String>>> texts = new TreeMap<>();
        for (Path path : paths) {
            RecordingFiles.readFiles(
                    path,
                    (drawing, text) -> texts.computeIfAbsent(drawing.group(), any -> new TreeMap<>())
                            .computeIfAbsent(drawing.character(), any -> new TreeMap<>())
                            .put(drawing.file(), text));
        }
        Map<String, Group> groups = new TreeMap<>();
        for (Map.Entry<String, Map<String, Map<String, String>>> each : texts.entrySet()) {
            groups.put(each.getKey(), readGroup(each.getKey(), each.getValue()));
        }
        return new PenRecordings(groups);
    }

    private static Group readGroup(String name, Map<String, Map<String, String>> characters) throws IOException {
        List<RecordedCharacter> usable = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> character : characters.entrySet()) {
            List<List<Polyline>> drawings = new ArrayList<>();
            for (Map.Entry<String, String> file : character.getValue().entrySet()) {
                String path = name + "/" + character.getKey() + "/" + file.getKey();
                drawings.add(RecordedDrawing.parse(path, file.getValue()));
            }
            StrokeAlignment.alignStrokes(drawings).ifPresent(usable::add);
        }
        return new Group(DataDigest.digest(name + characters), usable);
    }

    public boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Names of the groups, sorted. */
    public Set<String> groups() {
        return new TreeSet<>(groups.keySet());
    }

    /** The recordings of those groups that are wanted. */
    public PenRecordings filterGroups(Predicate<String> wanted) {
        Map<String, Group> kept = new TreeMap<>(groups);
        kept.keySet().removeIf(wanted.negate());
        return new PenRecordings(kept);
    }

    /** Every character whose drawings agree about its strokes. */
    List<RecordedCharacter> characters() {
        return groups.values().stream()
                .flatMap(group -> group.characters().stream())
                .toList();
    }

    /** SHA-256 over the names and the texts of all drawings, hex. */
    @Override
    public String toString() {
        return DataDigest.digest(
                groups.values().stream().map(Group::digest).toList().toString());
    }
}
