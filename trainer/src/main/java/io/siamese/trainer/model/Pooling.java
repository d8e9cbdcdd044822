package io.siamese.trainer.model;

/** Says which numbers of the feature maps the projection takes. */
public enum Pooling {
    /** All numbers of the last map, so that it counts where something is seen. */
    FLAT,
    /** The mean of each channel of the last map over its places. */
    AVERAGE,
    /**
     * The mean and the deviation of each channel, of the stem's map and of every block's. Colours and textures are told apart by
     * the early maps, and shapes by the late ones. It does not count where something is seen.
     */
    STATISTICS
}
