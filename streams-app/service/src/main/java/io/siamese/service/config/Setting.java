package io.siamese.service.config;

import java.util.regex.Pattern;

/**
 * One setting as somebody wrote it.
 *
 * @param origin where it was written, for error messages: {@code --set}, an environment variable, a file
 */
record Setting(String key, String value, String origin) {

    static final String COMMAND_LINE = "from --set";

    private static final Pattern SECRET =
            Pattern.compile("pass?w|secret|token|jaas|ssl[._]key", Pattern.CASE_INSENSITIVE);

    boolean isOnCommandLine() {
        return origin.equals(COMMAND_LINE);
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(key + "=" + shownValue() + " (" + origin + "): " + why);
    }

    /** A URL without its user and password, also where it is no URL because of a slip; any other value as it is. */
    static String withoutCredentials(String value) {
        return value.replaceFirst("(?s)^(\\w+://)?.*@", "$1***@");
    }

    private String shownValue() {
        return SECRET.matcher(key).find() ? "[hidden]" : withoutCredentials(value);
    }
}
