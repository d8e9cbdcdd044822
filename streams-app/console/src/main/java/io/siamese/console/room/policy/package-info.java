/** Page Policy: what a threshold costs, what recent decisions would have been, and a request for a policy. */
@NullMarked
package io.siamese.console.room.policy;

import org.jspecify.annotations.NullMarked;
