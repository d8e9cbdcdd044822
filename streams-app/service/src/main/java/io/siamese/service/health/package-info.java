/** Health and metrics over HTTP; knows the app only through {@link io.siamese.service.health.Readiness}. */
@NullMarked
package io.siamese.service.health;

import org.jspecify.annotations.NullMarked;
