/** Measures the service on a broker of its own, as ratios within one run, and checks every decision against what was published. */
@NullMarked
package io.siamese.testbed.bench;

import org.jspecify.annotations.NullMarked;
