package io.siamese.service.fetching;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which URIs may be fetched: those below an allowed prefix. A prefix names scheme, host, port and the beginning of the path, and
 * ends with a slash. URIs are compared part by part, not as text, and a path that climbs is below nothing. Immutable.
 */
public final class AllowedPrefixes {
    private static final int MAX_LENGTH = 4096;
    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);
    /**
     * Written otherwise than they mean: a dot, a slash, a backslash, and the end of a string for some servers. An escaped percent sign
     * hides any of them from whoever decodes once.
     */
    private static final Pattern HIDDEN = Pattern.compile("(?i)%(2e|2f|5c|00|25)|\\\\");
    /** Begins the parameters of a segment, which many servers cut off. */
    private static final Pattern PARAMETERS = Pattern.compile("(?i)(;|%3b).*");

    private final List<URI> prefixes;

    private AllowedPrefixes(List<URI> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    /**
     * Reads prefixes.
     *
     * @throws IllegalArgumentException naming the one that is wrong
     */
    public static AllowedPrefixes parse(List<String> texts) {
        List<URI> prefixes = new ArrayList<>();
        for (String text : texts) {
            URI prefix = parseUri(text)
                    .filter(AllowedPrefixes::isPrefix)
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "image.uri.allowed: a prefix is https://host/path/, http://host/path/ or file:/path/ and ends with a"
                                            + " slash; one of them is not, or has a user, a query, or dots or %25 in its path"));
            prefixes.add(prefix);
        }
        return new AllowedPrefixes(prefixes);
    }

    private static boolean isPrefix(URI uri) {
        return isPlain(uri) && uri.getRawQuery() == null && uri.getRawPath().endsWith("/");
    }

    /** Whether nothing may be fetched. */
    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /** Where a URI leads, if that is allowed. */
    Optional<ImageLocation> locate(String text) {
        return parseUri(text)
                .filter(AllowedPrefixes::isPlain)
                .flatMap(uri -> prefixes.stream()
                        .filter(prefix -> isBelow(uri, prefix))
                        .findFirst()
                        .map(prefix -> new ImageLocation(uri, prefix)));
    }

    private static Optional<URI> parseUri(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a URI says plainly where it leads. */
    private static boolean isPlain(URI uri) {
        String path = uri.getRawPath();
        return uri.getScheme() != null
                && path != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && hasHostOfItsScheme(uri)
                && !HIDDEN.matcher(path).find()
                && List.of(path.split("/", -1)).stream().noneMatch(AllowedPrefixes::isDotSegment);
    }

    private static boolean isDotSegment(String segment) {
        String name = PARAMETERS.matcher(segment).replaceFirst("");
        return name.equals(".") || name.equals("..");
    }

    private static boolean hasHostOfItsScheme(URI uri) {
        if (lowerCaseScheme(uri).equals("file")) {
            return uri.getRawAuthority() == null && uri.getRawQuery() == null;
        }
        return PORTS.containsKey(lowerCaseScheme(uri)) && uri.getHost() != null;
    }

    private static boolean isBelow(URI uri, URI prefix) {
        return lowerCaseScheme(uri).equals(lowerCaseScheme(prefix))
                && lowerCaseHost(uri).equals(lowerCaseHost(prefix))
                && portOrDefault(uri) == portOrDefault(prefix)
                && uri.getRawPath().startsWith(prefix.getRawPath())
                && uri.getRawPath().length() > prefix.getRawPath().length();
    }

    private static String lowerCaseScheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    private static String lowerCaseHost(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }

    private static int portOrDefault(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(lowerCaseScheme(uri), -1);
    }
}
