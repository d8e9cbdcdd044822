package io.siamese.service.enrolment;

import io.siamese.service.flow.Result;

/**
 * A record of the topic exemplars after all that a worker can do for it.
 *
 * @param request what it asks for
 * @param draft its template, or why there is none
 */
public record PreparedExemplar(ExemplarRequest request, Result<TemplateDraft> draft) {}
