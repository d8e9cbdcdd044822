/** Makes up alphabets: from invented strokes, and from strokes that people drew, put together anew. */
@NullMarked
package io.siamese.trainer.data.madeup;

import org.jspecify.annotations.NullMarked;
