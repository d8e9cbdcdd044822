/** Creates the contract's topics, and compares those that exist with the contract. */
@NullMarked
package io.siamese.streams.admin;

import org.jspecify.annotations.NullMarked;
