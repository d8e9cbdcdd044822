package io.siamese.service;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the service as a process of its own: the entry point of the container image. */
public final class ServiceMain {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private ServiceMain() {}

    /** Exit codes: 0 told to stop, 1 the service failed, 2 it was asked for wrongly. */
    public static void main(String[] args) {
        System.setProperty("siamese.network.log.level", "WARN");
        System.setProperty("siamese.app.log.level", "INFO");
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> arguments) {
        try {
            LogFormat.apply(System.getenv());
            ServiceArguments parsed = ServiceArguments.parse(arguments);
            new ServiceProcess(parsed.loadConfig(System.getenv()), parsed.createTopics(), parsed.takeOver())
                    .run(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
            return 0;
        } catch (IllegalArgumentException e) {
            complain(e);
            return WRONG_USE;
        } catch (RuntimeException e) {
            complain(e);
            return FAILED;
        }
    }

    private static void complain(RuntimeException failure) {
        System.err.println("siamese: " + String.valueOf(failure.getMessage()).replaceAll("\\s*\\R\\s*", " "));
    }
}
