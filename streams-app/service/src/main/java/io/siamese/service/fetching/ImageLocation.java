package io.siamese.service.fetching;

import java.net.URI;

/**
 * A place that may be read from.
 *
 * @param uri where the image lies
 * @param prefix the allowed one that it is below
 */
record ImageLocation(URI uri, URI prefix) {
    /** Without the path, which may be a secret, and the query, which may hold credentials. */
    String storeName() {
        return prefix.getHost() == null
                ? prefix.toString()
                : prefix.getScheme() + "://" + prefix.getHost() + (prefix.getPort() < 0 ? "" : ":" + prefix.getPort());
    }

    boolean isFile() {
        return "file".equals(prefix.getScheme());
    }
}
