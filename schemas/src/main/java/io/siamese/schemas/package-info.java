/** What every module that speaks the event contract shares: the documented reasons. */
@NullMarked
package io.siamese.schemas;

import org.jspecify.annotations.NullMarked;
