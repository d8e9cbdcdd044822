/** Who may do what on a cluster with an authorizer. */
@NullMarked
package io.siamese.schemas.access;

import org.jspecify.annotations.NullMarked;
