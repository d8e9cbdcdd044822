package io.siamese.cli;

import io.siamese.client.ImageAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says that the files lie in a store too, so that their addresses are published in place of their bytes. */
final class StoreOptions {

    @Option(
            names = "--at",
            paramLabel = "URI",
            description = {
                "The files lie below this URI too: publish their addresses and digests in place of their bytes. A folder's files have"
                        + " there the paths that they have below the folder. The service must be allowed to fetch from there."
            })
    private @Nullable URI store;

    /** Whether the bytes stay where they are. */
    boolean isGiven() {
        return store != null;
    }

    /**
     * Where a file lies.
     *
     * @param named what was named: the file, or folders above it
     * @param image its bytes
     * @return null: in the record
     */
    @Nullable
    ImageAddress address(Path file, List<Path> named, byte[] image) {
        return store == null ? null : ImageAddress.of(resolveUri(store, pathBelow(file, named)), image);
    }

    private static Path pathBelow(Path file, List<Path> named) {
        return named.stream()
                .filter(folder -> file.startsWith(folder) && !file.equals(folder))
                .findFirst()
                .map(folder -> folder.relativize(file))
                .orElse(file.getFileName());
    }

    private static String resolveUri(URI store, Path relative) {
        List<String> segments = new ArrayList<>();
        relative.forEach(segment -> segments.add(escaped(segment.toString())));
        String prefix = store.toString();
        return prefix + (prefix.endsWith("/") ? "" : "/") + String.join("/", segments);
    }

    private static String escaped(String segment) {
        try {
            return new URI(null, null, "/" + segment, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + segment + "' cannot be a part of a URI", e);
        }
    }
}
