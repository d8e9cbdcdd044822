package io.siamese.console.gallery;

import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the keys of statuses. Those of policies, receipts and malformed exemplars name no exemplar. */
public final class ExemplarNames {

    private ExemplarNames() {}

    /** The exemplar that a key names; empty if it names none, or a prefix. */
    public static Optional<ExemplarKey> parseExemplarKey(String key) {
        try {
            return Optional.of(ExemplarKey.parse(key.getBytes(StandardCharsets.UTF_8)))
                    .filter(parsed -> !parsed.isPrefix());
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }
}
