package io.siamese.console;

import io.siamese.console.web.AccessToken;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says where the console listens and who may use it.
 *
 * @param host address to listen on; any but loopback needs a token that was chosen
 * @param port to listen on; 0 takes a free one
 * @param token that the browser and programs must show; null makes a random one at each start
 * @param hostNames names under which people reach the console, beside {@code localhost} and addresses; others are refused
 * @param service address of the service's health and metrics, such as {@code http://127.0.0.1:8080}; null: not shown
 * @param model the model file that images are embedded with; null: the bundled one
 * @param calibration a file that replaces the calibration inside or beside the model; null: none
 */
public record ConsoleSettings(
        String host,
        int port,
        @Nullable String token,
        List<String> hostNames,
        @Nullable URI service,
        @Nullable Path model,
        @Nullable Path calibration) {

    private static final int GREATEST_PORT = 65_535;

    /** @throws IllegalArgumentException if a value is not allowed; the message names it and what is allowed */
    public ConsoleSettings {
        hostNames = List.copyOf(hostNames);
        if (port < 0 || port > GREATEST_PORT) {
            throw new IllegalArgumentException("console port " + port + ", allowed are 0 to " + GREATEST_PORT);
        }
        if (token != null) {
            AccessToken.requireValid(token);
        } else if (!isLoopback(host)) {
            throw new IllegalArgumentException("console host " + host
                    + " is no loopback address: it is allowed only with a token of your own (SIAMESE_CONSOLE_TOKEN)");
        }
        if (service != null && !List.of("http", "https").contains(String.valueOf(service.getScheme()))) {
            throw new IllegalArgumentException("service address " + service
                    + ", allowed is an http or https address such as http://127.0.0.1:8080");
        }
    }

    /** With the bundled model. */
    public ConsoleSettings(
            String host, int port, @Nullable String token, List<String> hostNames, @Nullable URI service) {
        this(host, port, token, hostNames, service, null, null);
    }

    /** On a free port of the loopback interface, with a random token. */
    public static ConsoleSettings onLoopback() {
        return new ConsoleSettings("127.0.0.1", 0, null, List.of(), null);
    }

    /** The same, with the model that the service has. */
    public ConsoleSettings withModel(@Nullable Path otherModel, @Nullable Path otherCalibration) {
        return new ConsoleSettings(host, port, token, hostNames, service, otherModel, otherCalibration);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("console host " + host + " is no address of this machine", e);
        }
    }
}
