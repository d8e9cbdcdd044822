package io.siamese.service.fetching;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads wait for something that other threads change. Keeps nothing of a thread that waits no more. Thread-safe. */
final class ChangeSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Lets all threads that wait look again. */
    void signalChange() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is so, or the time is over, or the thread is interrupted. */
    void awaitTrue(BooleanSupplier isSo, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (left > 0 && !isSo.getAsBoolean()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
