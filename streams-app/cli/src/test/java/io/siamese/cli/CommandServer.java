package io.siamese.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs the verbs of shell scripts in this JVM, because starting one for each of them would take seconds.
 *
 * <p>A script calls a launcher that hands its arguments over and prints what comes back. Verbs that keep running, train or
 * measure are parsed and not run.
 */
final class CommandServer implements AutoCloseable {

    private static final Set<String> PARSED =
            Set.of("bench", "calibrate", "card", "console", "demo", "dev", "evaluate", "serve", "train");
    private static final int USAGE = 2;

    private static final String LAUNCHER = """
            #!/usr/bin/env bash
            # A person takes a moment before they read what they have caused.
            [ "$1" != watch ] || sleep 3
            call=$(mktemp -d)
            printf '%%s\\0' "$PWD" "${SIAMESE_BOOTSTRAP_SERVERS:-}" "$@" > "$call/arguments"
            exec 3<>/dev/tcp/127.0.0.1/%d
            echo "$call" >&3
            read -r code <&3
            cat "$call/out"
            cat "$call/err" >&2
            exit "$code"
            """;

    private final ServerSocket socket;

    private CommandServer(ServerSocket socket) {
        this.socket = socket;
    }

    static CommandServer start() throws IOException {
        CommandServer server = new CommandServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(server::serve, "commands");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Writes a launcher named {@code siamese} into a folder. */
    void writeLauncher(Path folder) throws IOException {
        Path launcher = folder.resolve("siamese");
        Files.writeString(launcher, String.format(Locale.ROOT, LAUNCHER, socket.getLocalPort()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket call = socket.accept()) {
                answerSocket(call);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void answerSocket(Socket call) throws IOException {
        Path folder = Path.of(new BufferedReader(new InputStreamReader(call.getInputStream(), UTF_8)).readLine());
        String[] sent = Files.readString(folder.resolve("arguments")).split("\0", -1);
        CommandResult result =
                runCommand(Path.of(sent[0]), sent[1], List.of(Arrays.copyOfRange(sent, 2, sent.length - 1)));
        Files.writeString(folder.resolve("out"), result.out());
        Files.writeString(folder.resolve("err"), result.err());
        call.getOutputStream().write((result.code() + "\n").getBytes(UTF_8));
    }

    private static CommandResult runCommand(Path workingFolder, String brokers, List<String> arguments) {
        try {
            DocumentedCommand command = new DocumentedCommand(arguments);
            command.parse(true);
            return command.isOneOf(PARSED) ? new CommandResult(0, "", "") : run(workingFolder, brokers, arguments);
        } catch (RuntimeException e) {
            return new CommandResult(USAGE, "", e + "\n");
        }
    }

    private static CommandResult run(Path workingFolder, String brokers, List<String> arguments) {
        List<String> all = new ArrayList<>();
        for (String argument : arguments) {
            // A verb has the working folder of this JVM.
            boolean names = Files.exists(workingFolder.resolve(argument))
                    || !all.isEmpty() && all.get(all.size() - 1).equals("--file");
            all.add(names ? workingFolder.resolve(argument).toString() : argument);
        }
        if (!brokers.isEmpty() && takesBrokers(arguments)) {
            all.addAll(List.of("--bootstrap", brokers));
        }
        // It would go on until Ctrl-C.
        if (arguments.contains("watch") && !arguments.contains("--exit") && !arguments.contains("--limit")) {
            all.add("--exit");
        }
        return CommandResult.siamese(all.toArray(String[]::new));
    }

    private static boolean takesBrokers(List<String> arguments) {
        var parsed = SiameseMain.commandLine().parseArgs(arguments.toArray(String[]::new));
        var verb = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        return verb.getCommandSpec().findOption("--bootstrap") != null && !arguments.contains("--bootstrap");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
