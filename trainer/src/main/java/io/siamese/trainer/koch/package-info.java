/** Koch, Zemel and Salakhutdinov 2015 as printed, where it can be trained as printed: layers, initialisation, update rule. */
@NullMarked
package io.siamese.trainer.koch;

import org.jspecify.annotations.NullMarked;
