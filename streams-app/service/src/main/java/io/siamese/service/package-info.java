/** The process: reads the settings, runs the service until it is told to stop, and serves its health. */
@NullMarked
package io.siamese.service;

import org.jspecify.annotations.NullMarked;
