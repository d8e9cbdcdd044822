/** Turns exemplars into templates, and tells what became of each. */
@NullMarked
package io.siamese.service.enrolment;

import org.jspecify.annotations.NullMarked;
