package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8080", "ftp://localhost", "http://", "http:///apis"})
    void refusesAUrlThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaRegistry.connect(url, Map.of()))
                .withMessageContaining("schema.registry.url=" + url);
    }

    @Test
    void saysWhichJarIsMissing() {
        // Given
        ClassLoader withoutClient = new WithoutRegistryClient(getClass().getClassLoader());

        // Then
        assertThatThrownBy(() -> withoutClient
                        .loadClass(SchemaRegistry.class.getName())
                        .getMethod("connect", String.class, Map.class)
                        .invoke(null, "http://localhost:1", Map.of()))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apicurio-registry-avro-serde-kafka");
    }

    @Test
    void tellsARegistryThatDoesNotAnswerFromASchemaThatIsNotThere() {
        try (SchemaRegistry registry = SchemaRegistry.connect("http://127.0.0.1:1", Map.of())) {
            assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(SchemaLookupException.class);
            assertThatThrownBy(() -> registry.write("images", Probe.newBuilder().build()))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("http://127.0.0.1:1");
        }
    }

    /** Loads this module's classes anew, and finds none of the registry's client. */
    private static final class WithoutRegistryClient extends ClassLoader {

        private WithoutRegistryClient(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("io.apicurio.") || name.startsWith("com.microsoft.kiota.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.siamese.schemas.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
