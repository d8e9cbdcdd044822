/** The command line: one class a verb, which reads options, calls what does the work, and prints. */
@NullMarked
package io.siamese.cli;

import org.jspecify.annotations.NullMarked;
