package io.siamese.schemas.key;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an erasure's receipt in topic {@code exemplar-status}: {@code ~receipt/offset/key}.
 *
 * @param offset of the null in topic {@code exemplars} that asked for the erasure
 * @param erased text of its key, an exemplar or a prefix
 */
public record ReceiptKey(long offset, String erased) {

    private static final Pattern TEXT = Pattern.compile("~receipt/(\\d{1,18})/(.+)");

    /** Reads the key of a status; empty if it is none of a receipt. */
    public static Optional<ReceiptKey> parse(String statusKey) {
        Matcher text = TEXT.matcher(statusKey);
        return text.matches()
                ? Optional.of(new ReceiptKey(Long.parseLong(text.group(1)), text.group(2)))
                : Optional.empty();
    }

    /** The key as text, which is ASCII. */
    public String text() {
        return "~receipt/" + offset + "/" + erased;
    }
}
