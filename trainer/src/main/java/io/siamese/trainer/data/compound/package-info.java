/** Makes up characters of two real ones: drawings that people made, beside or over one another. */
@NullMarked
package io.siamese.trainer.data.compound;

import org.jspecify.annotations.NullMarked;
