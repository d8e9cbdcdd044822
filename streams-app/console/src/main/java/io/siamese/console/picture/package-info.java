/** RecordThumbnails of the topics' images, decoded within bounds and made anew as PNG, so that no browser decodes what a stranger sent. */
@NullMarked
package io.siamese.console.picture;

import org.jspecify.annotations.NullMarked;
