/** From candidates to a verdict: thresholds by error rate, uncertainty, expected error rates. Pure functions. */
@NullMarked
package io.siamese.service.matching;

import org.jspecify.annotations.NullMarked;
