/** Opens encoders, and gives each the galleries of its own templates. */
@NullMarked
package io.siamese.service.loading;

import org.jspecify.annotations.NullMarked;
