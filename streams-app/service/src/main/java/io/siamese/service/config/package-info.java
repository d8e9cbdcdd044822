/** The settings of the app: records, validated when they are built, with the key, value and what is allowed in every refusal. */
@NullMarked
package io.siamese.service.config;

import org.jspecify.annotations.NullMarked;
