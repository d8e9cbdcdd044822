/** The web server of the console: who may ask, what every answer says about itself, and files from the jar. */
@NullMarked
package io.siamese.console.web;

import org.jspecify.annotations.NullMarked;
