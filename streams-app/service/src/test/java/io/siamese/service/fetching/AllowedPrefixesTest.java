package io.siamese.service.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPrefixesTest {
    private final AllowedPrefixes prefixes = AllowedPrefixes.parse(
            List.of("https://store.example/images/", "http://10.0.0.5:9000/bucket/", "file:/srv/images/"));

    @ParameterizedTest(name = "URI {0}")
    @ValueSource(
            strings = {
                "https://store.example/images/a.jpg",
                "https://store.example:443/images/a.jpg",
                "HTTPS://Store.Example/images/2026/11/a%20b.jpg",
                "https://store.example/images/a.jpg?X-Amz-Signature=00ff&X-Amz-Expires=60",
                "https://store.example/images/..a/a..jpg",
                "https://store.example/images/a;v=2/b.jpg;w=3",
                "https://store.example/images/a;../b.jpg",
                "http://10.0.0.5:9000/bucket/a.jpg",
                "file:/srv/images/a.jpg",
                "file:///srv/images/deeper/a.jpg"
            })
    void allowsWhatIsBelowAPrefix(String uri) {
        assertThat(prefixes.locate(uri)).isPresent();
    }

    @ParameterizedTest(name = "URI {0}")
    @ValueSource(
            strings = {
                "",
                "a.jpg",
                "/srv/images/a.jpg",
                "http://store.example/images/a.jpg",
                "https://store.example/images",
                "https://store.example/images/",
                "https://store.example/imagesandmore/a.jpg",
                "https://store.example:8443/images/a.jpg",
                "https://store.example.evil.example/images/a.jpg",
                "https://evil.example/https://store.example/images/a.jpg",
                "https://store.example@evil.example/images/a.jpg",
                "https://user:password@store.example/images/a.jpg",
                "https://store.example/images/../secret",
                "https://store.example/images/a/../../secret",
                "https://store.example/images/%2e%2e/secret",
                "https://store.example/images/%2E./secret",
                "https://store.example/images/..%2fsecret",
                "https://store.example/images/..%5csecret",
                "https://store.example/images/..\\secret",
                "https://store.example/images/..;/admin/x",
                "https://store.example/images/..;v=1/admin/x",
                "https://store.example/images/.;/..;/admin/x",
                "https://store.example/images/..%3b/admin/x",
                "https://store.example/images/%252e%252e/admin/x",
                "https://store.example/images/100%25.jpg",
                "https://store.example/images/a.jpg%00.png",
                "https://store.example/images/a.jpg#part",
                "https://store_example/images/a.jpg",
                "https:store.example/images/a.jpg",
                "http://10.0.0.5/bucket/a.jpg",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.5:9001/bucket/a.jpg",
                "http://[::1]:9000/bucket/a.jpg",
                "ftp://store.example/images/a.jpg",
                "s3://store.example/images/a.jpg",
                "jar:file:/srv/images/a.jar!/a.jpg",
                "data:image/png;base64,AAAA",
                "file:/etc/passwd",
                "file:/srv/images/../passwd",
                "file:/srv/images/%2e%2e/passwd",
                "file://store.example/srv/images/a.jpg",
                "file:/srv/images/a.jpg?x",
                "file:a.jpg"
            })
    void allowsNothingElse(String uri) {
        assertThat(prefixes.locate(uri)).isEmpty();
    }

    @Test
    void allowsNoUriThatIsTooLong() {
        String uri = "https://store.example/images/" + "a".repeat(4096);

        assertThat(prefixes.locate(uri)).isEmpty();
        assertThat(prefixes.locate(uri.substring(0, 4096))).isPresent();
    }

    @ParameterizedTest(name = "URI {0}")
    @ValueSource(
            strings = {
                "https://store.example",
                "https://store.example/images",
                "https://user@store.example/images/",
                "https://store.example/a/../",
                "https://store.example/a/..;/",
                "https://store.example/100%25/",
                "https://store.example/images/?x=/",
                "ftp://store.example/images/",
                "file:images/",
                "images/"
            })
    void refusesAPrefixThatIsNotPlain(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedPrefixes.parse(List.of(prefix)))
                .withMessageStartingWith("image.uri.allowed")
                .withMessageNotContaining("user@");
    }

    @Test
    void allowsNothingWithoutPrefixes() {
        assertThat(AllowedPrefixes.parse(List.of()).isEmpty()).isTrue();
        assertThat(AllowedPrefixes.parse(List.of()).locate("file:/srv/images/a.jpg"))
                .isEmpty();
    }
}
