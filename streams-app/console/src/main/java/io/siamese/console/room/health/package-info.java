/** Page Health: throughput, rejections, dead letters, and what the service says about itself. */
@NullMarked
package io.siamese.console.room.health;

import org.jspecify.annotations.NullMarked;
