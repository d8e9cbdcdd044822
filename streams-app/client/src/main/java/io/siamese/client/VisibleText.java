package io.siamese.client;

/** Makes text of strangers safe to show: a name must not move the cursor, change colours or turn the direction of reading. */
public final class VisibleText {

    private static final String REPLACEMENT = "\uFFFD";

    private VisibleText() {}

    /** The text with each control and format character replaced by U+FFFD. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029]", REPLACEMENT);
    }
}
