/** Reading and writing the records of the event contract; values are told apart by their first bytes. */
@NullMarked
package io.siamese.schemas.serde;

import org.jspecify.annotations.NullMarked;
