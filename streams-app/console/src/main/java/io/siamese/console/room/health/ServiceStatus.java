package io.siamese.console.room.health;

import java.util.List;

/**
 * What the service says about itself.
 *
 * @param address that was asked; empty if none was given
 * @param answer {@code ready}, {@code not ready}, {@code no answer}, or {@code unknown} if no address was given
 * @param reasons what keeps it from being ready
 * @param metrics a selection
 */
record ServiceStatus(String address, String answer, List<String> reasons, List<Metric> metrics) {

    /**
     * One line of the metrics.
     *
     * @param labels as they stand between the braces
     */
    record Metric(String name, String labels, double value) {}
}
