/** Record keys of the topics {@code exemplars}, {@code exemplar-status} and {@code exemplar-embeddings}, and the escaping of their segments. */
@NullMarked
package io.siamese.schemas.key;

import org.jspecify.annotations.NullMarked;
