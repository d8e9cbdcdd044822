package io.siamese.console.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for names that are not the console's, because a page elsewhere may let its own name point to this address (DNS
 * rebinding). An address in numbers cannot be made to point elsewhere, so each one is accepted.
 */
final class HostCheck {

    private static final String IPV4 = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
    private static final String IPV6 = "\\[[0-9a-f:.]+]";

    private final List<String> names;

    /** @param names accepted beside {@code localhost} */
    HostCheck(List<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** @param host the header, with or without a port; null where there is none */
    boolean accepts(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
        return name.equals("localhost") || name.matches(IPV4) || name.matches(IPV6) || names.contains(name);
    }
}
