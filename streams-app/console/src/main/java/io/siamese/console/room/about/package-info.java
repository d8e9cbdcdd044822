/** Page About: what the console is connected to. */
@NullMarked
package io.siamese.console.room.about;

import org.jspecify.annotations.NullMarked;
