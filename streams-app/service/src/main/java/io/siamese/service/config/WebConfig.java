package io.siamese.service.config;

/**
 * Says where health and metrics are served.
 *
 * @param port 0 to serve them nowhere
 */
public record WebConfig(String host, int port) {

    public boolean enabled() {
        return port != 0;
    }
}
