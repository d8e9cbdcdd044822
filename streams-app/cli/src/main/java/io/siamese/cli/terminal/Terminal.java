package io.siamese.cli.terminal;

import java.io.Console;

/** Tells whether a person reads the output. */
public final class Terminal {

    private Terminal() {}

    /** Whether both input and output are a terminal, not a file or a pipe. */
    public static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From Java 22 on there is a console even where the output goes into a pipe, and it can be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
