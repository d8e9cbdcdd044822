/** Fetches images that lie outside of their records: over HTTP or from files. */
@NullMarked
package io.siamese.service.fetching;

import org.jspecify.annotations.NullMarked;
