/** What a person at a terminal sees: tables, colours and pictures of characters. */
@NullMarked
package io.siamese.cli.terminal;

import org.jspecify.annotations.NullMarked;
