/** Encrypts what belongs to a gallery by that gallery's key, and decrypts it: AES-256-GCM, in an envelope that names the key. */
@NullMarked
package io.siamese.schemas.sealing;

import org.jspecify.annotations.NullMarked;
