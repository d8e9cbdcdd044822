package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where a schema registry may be asked, made of the URL in the settings.
 *
 * @param candidates addresses of the Confluent-compatible API, the most likely one first, none with a slash at its end
 * @param authorization the header's value for the user and password in the URL, or null if it has none
 * @param shown the URL as people may see it, without the password
 */
record RegistryAddress(List<String> candidates, @Nullable String authorization, String shown) {

    /** Where Apicurio Registry 2 and 3 serve the API. */
    private static final String OF_APICURIO = "/apis/ccompat/v7";

    /** @throws IllegalArgumentException if the URL is none */
    static RegistryAddress of(String url) {
        String shown = url.replaceFirst("(?s)^(\\w+://)?.*@", "$1***@");
        URI uri = parseUrl(url, shown);
        String server = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        String path = uri.getRawPath().replaceFirst("/+$", "");
        String user = uri.getUserInfo();
        return new RegistryAddress(
                candidates(server, path),
                user == null ? null : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)),
                shown);
    }

    private static URI parseUrl(String url, String shown) {
        try {
            URI uri = URI.create(url);
            if (url.matches("https?://[^/]+[^@]*") && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Its message has the URL with the password.
        }
        throw new IllegalArgumentException(
                SchemaRegistry.URL_SETTING + "=" + shown
                        + ", allowed is an http or https URL whose host has no underscore; a password's @ and / are %40 and %2F");
    }

    private static List<String> candidates(String server, String path) {
        if (path.contains("/apis/ccompat")) {
            return List.of(server + path);
        }
        if (path.contains("/apis/registry")) {
            return List.of(server + path.replaceFirst("/apis/registry.*", OF_APICURIO));
        }
        return List.of(server + path + OF_APICURIO, server + path);
    }
}
