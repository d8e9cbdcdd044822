package io.siamese.console.web;

import io.javalin.config.RoutesConfig;

/**
 * Serves the API of one page of the console.
 *
 * <p>Its paths begin with {@code /api/} and the page's name, so that only those who have the token reach them. A handler may throw
 * Javalin's {@code HttpResponseException}; its message is shown to the person in front of the page.
 */
public interface Room {

    /** Adds the paths of this room. Called once, before the server starts. */
    void addRoutes(RoutesConfig routes);

    /** Ends what goes on for viewers. Called once, before the server stops. */
    default void endStreams() {}
}
