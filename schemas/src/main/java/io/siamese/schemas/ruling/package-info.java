/** How the numbers of a decision become its outcome. */
@NullMarked
package io.siamese.schemas.ruling;

import org.jspecify.annotations.NullMarked;
