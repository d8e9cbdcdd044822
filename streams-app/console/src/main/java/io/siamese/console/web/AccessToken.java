package io.siamese.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Holds the secret that opens the console. A browser shows it once and holds a cookie from then on. The cookie's value
 * is derived from the token, so it outlives a restart with the same token and does not give the token away.
 */
public final class AccessToken {

    /** Characters that a chosen token has at least. */
    public static final int LEAST_LENGTH = 16;

    private static final int RANDOM_BYTES = 16;
    private static final String MAC = "HmacSHA256";
    private static final byte[] COOKIE = "siamese-console cookie".getBytes(UTF_8);

    private final String text;
    private final boolean chosen;
    private final String cookie;

    private AccessToken(String text, boolean chosen) {
        this.text = text;
        this.chosen = chosen;
        this.cookie = deriveCookie(text);
    }

    /** The token that was chosen, or a random one. */
    public static AccessToken ofChosen(@Nullable String chosen) {
        return new AccessToken(chosen == null ? randomText() : requireValid(chosen), chosen != null);
    }

    /**
     * Returns the token if it can be one.
     *
     * @throws IllegalArgumentException if it is too short, or holds characters that an address or a header cannot carry
     */
    public static String requireValid(String token) {
        if (!token.matches("[A-Za-z0-9._~-]{" + LEAST_LENGTH + ",}")) {
            throw new IllegalArgumentException("the console's token must have " + LEAST_LENGTH
                    + " characters or more, allowed are letters, digits and . _ ~ -");
        }
        return token;
    }

    /** Whether somebody chose it, and so knows it. */
    public boolean isChosen() {
        return chosen;
    }

    /** The token itself, for the address that is printed. */
    public String text() {
        return text;
    }

    /** The value of the cookie that stands for the token. */
    String cookieValue() {
        return cookie;
    }

    /** Whether this is the token. Takes the same time for every wrong one of its length. */
    boolean matches(@Nullable String candidate) {
        return candidate != null && MessageDigest.isEqual(text.getBytes(UTF_8), candidate.getBytes(UTF_8));
    }

    boolean matchesCookie(@Nullable String candidate) {
        return candidate != null && MessageDigest.isEqual(cookie.getBytes(UTF_8), candidate.getBytes(UTF_8));
    }

    private static String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String deriveCookie(String token) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal(COOKIE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + MAC, e);
        }
    }
}
