package io.siamese.service.enrolment;

import io.siamese.events.ExemplarStatus;
import io.siamese.service.gallerylog.OtherTemplates;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Holds what erasures need beyond the records of their task.
 *
 * @param others the templates of other encoders
 * @param terms how long bytes stay on disk after an erasure; empty while that is not known
 * @param encoded turns a status into the contract's encoding
 */
public record ErasureSupport(
        OtherTemplates others, Supplier<Optional<ErasureTerms>> terms, Function<ExemplarStatus, byte[]> encoded) {}
