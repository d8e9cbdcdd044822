/** What both flows share: reading and writing events, dead letters, node names. */
@NullMarked
package io.siamese.service.flow;

import org.jspecify.annotations.NullMarked;
