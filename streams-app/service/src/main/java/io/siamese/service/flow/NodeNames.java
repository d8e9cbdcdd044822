package io.siamese.service.flow;

/** Names the nodes of both topologies: sources, processors and sinks, in the order in which records pass them. */
public final class NodeNames {
    /** Source of enrolment: topic exemplars. */
    public static final String EXEMPLARS = "exemplars";
    /** Processor that turns exemplars into templates. */
    public static final String ENROL = "enrol";
    /** Source of enrolment: topic policies. */
    public static final String POLICIES = "policies";
    /** Processor that answers requests for policies. */
    public static final String GOVERN = "govern";
    /** Source of enrolment: topic encoders. */
    public static final String ENCODERS = "encoders";
    /** Processor that answers requests about encoders. */
    public static final String SWITCH = "switch";
    /** Sink of enrolment: the gallery log. */
    public static final String GALLERY_LOG = "gallery-log";
    /** Sink for tombstones of erased exemplars: topic exemplars. */
    public static final String ERASURES = "erasures";
    /** Source of enrolment that reads the gallery log back. */
    public static final String GALLERY_LOG_BACK = "gallery-log-back";
    /** Processor that derives statuses from the gallery log. */
    public static final String REPORT = "report";
    /** Sink: topic exemplar-status. */
    public static final String STATUSES = "statuses";
    /** Source of verification: topic images. */
    public static final String IMAGES = "images";
    /** Processor that decides on each image. */
    public static final String VERIFY = "verify";
    /** Sink: topic match-decisions. */
    public static final String DECISIONS = "decisions";
    /** Sink: topic dead-letters. */
    public static final String DEAD_LETTERS = "dead-letters";

    private NodeNames() {}
}
