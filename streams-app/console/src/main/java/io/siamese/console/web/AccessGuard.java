package io.siamese.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.MisdirectedRequestResponse;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through if it shows the token. Programs send it in the header {@code Authorization: Bearer}, browsers
 * by a cookie. Every path under {@code /api/} needs it. The files of the pages do not, because they hold no data.
 *
 * <p>A cookie also comes with requests that other sites cause, and browsers count another port of this machine as the same site. So a
 * request with a cookie must come from the console's own pages.
 */
final class AccessGuard {

    /** A header that a page elsewhere cannot send without asking first, which is refused. */
    static final String OWN_PAGE_HEADER = "X-Siamese-Console";

    private static final String SESSION = "/api/session";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final String BEARER = "Bearer ";
    /** A token that is longer is none for the page, but goes on being one for programs. */
    private static final int LONGEST_TOKEN = 1024;

    private static final int UNTIL_BROWSER_ENDS = -1;

    private final AccessToken token;
    private final HostCheck hosts;

    AccessGuard(AccessToken token, HostCheck hosts) {
        this.token = token;
        this.hosts = hosts;
    }

    void addRoutes(RoutesConfig routes) {
        routes.before(this::checkAccess);
        routes.post(SESSION, this::openSession);
        routes.get(SESSION, context -> context.status(204));
        routes.delete(
                SESSION, context -> context.removeCookie(cookieName(context)).status(204));
    }

    private void checkAccess(Context context) {
        if (!hosts.accepts(context.header("Host"))) {
            throw new MisdirectedRequestResponse("this console does not go by that name; start it with --host-name");
        }
        // As Javalin matches it: in lower case too, though paths of ours have no upper case.
        boolean open = !context.path().startsWith("/api/") || isOpening(context);
        if (!open && !isBearer(context.header("Authorization"))) {
            checkCookie(context);
        }
    }

    private static boolean isOpening(Context context) {
        return context.path().equals(SESSION) && context.method().name().equals("POST");
    }

    private boolean isBearer(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(BEARER)
                && token.matches(authorization.substring(BEARER.length()));
    }

    private void checkCookie(Context context) {
        if (!token.matchesCookie(context.cookie(cookieName(context)))) {
            throw new UnauthorizedResponse("open the address that the console printed when it started");
        }
        String site = context.header("Sec-Fetch-Site");
        if (site != null && !OWN_SITE.contains(site)) {
            throw new ForbiddenResponse("only the console's own pages may ask");
        }
        if (!READING.contains(context.method().name())) {
            checkOwnPage(context);
        }
    }

    private static void checkOwnPage(Context context) {
        String origin = context.header("Origin");
        String host = context.header("Host");
        boolean elsewhere = origin != null && !origin.equals("http://" + host) && !origin.equals("https://" + host);
        if (elsewhere || context.header(OWN_PAGE_HEADER) == null) {
            throw new ForbiddenResponse("only the console's own pages may ask");
        }
    }

    private void openSession(Context context) {
        checkOwnPage(context);
        if (!token.matches(shortBody(context))) {
            throw new UnauthorizedResponse("that is not the token of this console");
        }
        context.cookie(new Cookie(
                cookieName(context), token.cookieValue(), "/", UNTIL_BROWSER_ENDS, false, true, null, SameSite.STRICT));
        context.status(204);
    }

    /** Of somebody without a token, so that no more is read than a token can be long. */
    private static String shortBody(Context context) {
        try {
            return new String(context.bodyInputStream().readNBytes(LONGEST_TOKEN), UTF_8);
        } catch (IOException e) {
            throw new BadRequestResponse("the token did not arrive");
        }
    }

    /** Cookies do not tell ports apart: two consoles on one machine would take each other's. */
    private static String cookieName(Context context) {
        return "siamese-console-" + context.port();
    }
}
