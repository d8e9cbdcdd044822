package io.siamese.console.kafka;

import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the same step again and again on a thread of its own, until it is closed. A step that fails is logged, and tried again. */
public final class BackgroundLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000L;

    private final Runnable step;
    private final Thread thread;
    private volatile boolean closing;

    private BackgroundLoop(String name, Runnable step) {
        this.step = step;
        this.thread = new Thread(this::runSteps, name);
        thread.setDaemon(true);
    }

    /** @param step waits a moment at most, and is called by one thread alone */
    public static BackgroundLoop start(String name, Runnable step) {
        BackgroundLoop loop = new BackgroundLoop(name, step);
        loop.thread.start();
        return loop;
    }

    private void runSteps() {
        while (!closing) {
            try {
                step.run();
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("a step failed and is tried again");
                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            } catch (Error e) {
                LOG.atError()
                        .addKeyValue("thread", thread.getName())
                        .setCause(e)
                        .log("ended: the console shows nothing new of it until it is started again");
                throw e;
            }
        }
    }

    /** Waits until the step in progress has ended. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
