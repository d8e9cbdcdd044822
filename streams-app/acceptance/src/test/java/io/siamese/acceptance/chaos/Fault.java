package io.siamese.acceptance.chaos;

import java.time.Duration;

/** Something that goes wrong while images are published. It is over when {@link #happen} returns, and work goes on. */
@FunctionalInterface
interface Fault {
    /**
     * How it went.
     *
     * @param recovery the longest time from a fault to a decision, in every partition, about an image published after it
     * @param remark what else was measured, or empty
     */
    record Course(Duration recovery, String remark) {
        /** @param ends how often an instance ended by itself, and was started again */
        Course withEnds(int ends) {
            return ends == 0
                    ? this
                    : new Course(recovery, remark + "; instances ended by themselves " + ends + " times");
        }

        /** @param hanging in how many partitions the operator ended a transaction that hung */
        Course withHanging(int hanging) {
            return hanging == 0
                    ? this
                    : new Course(
                            recovery, remark + "; a transaction hung in " + hanging + " partitions, and was ended");
        }
    }

    Course happen(ChaosBed bed);
}
