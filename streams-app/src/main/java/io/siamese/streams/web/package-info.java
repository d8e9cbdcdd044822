/** Health and metrics over HTTP; knows the app only through {@link io.siamese.streams.web.Readiness}. */
@NullMarked
package io.siamese.streams.web;

import org.jspecify.annotations.NullMarked;
