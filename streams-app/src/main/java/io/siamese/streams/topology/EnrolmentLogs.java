package io.siamese.streams.topology;

import java.util.Map;
import java.util.Optional;

/** The two logs of enrolment as they stand: read when an enrolment task starts, and before anything is decided. */
public interface EnrolmentLogs {
    /**
     * The exemplars as they stand.
     *
     * @param offsets offset of the latest record by key, live exemplars only: neither revoked nor erased
     * @param erased exemplars whose image is still there though an erasure came after it: the erasure's offset by key
     * @param end offset up to which the topic was read, exclusive
     * @param lastOffset offset of the last record seen, of any kind; -1: none
     * @param committed offset from which the enrolment application goes on; 0: from the start
     */
    record Exemplars(Map<String, Long> offsets, Map<String, Long> erased, long end, long lastOffset, long committed) {}

    /**
     * The templates of one encoder as they stand.
     *
     * @param exemplarOffsets offset of the exemplar behind each template, by the exemplar's key
     * @param activeEncoder the encoder that the log names
     */
    record Templates(Map<String, Long> exemplarOffsets, Optional<String> activeEncoder) {}

    /** Reads the topic of exemplars to its end: keys, not images. */
    Exemplars exemplars();

    /** Reads the gallery log until nothing that was being written when the call began is open any more. */
    Templates templates();
}
