package io.siamese.trainer.run;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or SIGTERM, while a run is under way: the step at hand is finished and saved before the process ends, and the user is
 * told how to go on. A second Ctrl-C changes nothing. Closed when the run is over, whatever became of it.
 */
public final class Interruption implements AutoCloseable {

    private static final int SAVE_SECONDS = 30;

    private final TrainingRun run;
    private final Path checkpoints;
    private final PrintWriter out;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stopAndSave, "save-checkpoint");
    private volatile boolean asked;
    private volatile boolean trained;

    /** @param checkpoints where the run is saved, for the message */
    public Interruption(TrainingRun run, Path checkpoints, PrintWriter out) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.out = out;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Training is over and saved; what follows can be done again from there. */
    public void trained() {
        trained = true;
    }

    /** The run has stopped and is saved. */
    public void tellSaved() {
        printLine("interrupted after step " + run.steps() + ", saved in " + checkpoints
                + ": the same command with --resume goes on from there");
    }

    /** The process may end before anybody else can say why the run was not saved. */
    public void tellFailed(Exception why) {
        if (asked) {
            printLine("interrupted, and not saved: " + FailureText.describe(why));
        }
    }

    private void stopAndSave() {
        asked = true;
        if (trained) {
            printLine("interrupted before the model file was written; training is over and saved in " + checkpoints
                    + ": the same command with --resume writes it");
            return;
        }
        run.requestStop();
        try {
            if (!over.await(SAVE_SECONDS, TimeUnit.SECONDS)) {
                printLine("the step at hand took more than " + SAVE_SECONDS + " s; the last checkpoint in "
                        + checkpoints + " is an earlier one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void printLine(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is what ended the run.
        }
    }
}
