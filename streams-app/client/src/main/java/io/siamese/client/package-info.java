/** What a client of the contract does: publishes images and exemplars, and reads decisions and statuses. Knows the topics, not the app. */
@NullMarked
package io.siamese.client;

import org.jspecify.annotations.NullMarked;
