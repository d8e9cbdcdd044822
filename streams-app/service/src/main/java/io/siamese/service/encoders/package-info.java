/** Which encoder decides: answers requests to activate or retire one, and says what a change would mean. */
@NullMarked
package io.siamese.service.encoders;

import org.jspecify.annotations.NullMarked;
