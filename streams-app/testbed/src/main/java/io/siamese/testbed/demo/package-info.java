/** The story that the first command of the README tells: through the topics alone, as any client would. */
@NullMarked
package io.siamese.testbed.demo;

import org.jspecify.annotations.NullMarked;
