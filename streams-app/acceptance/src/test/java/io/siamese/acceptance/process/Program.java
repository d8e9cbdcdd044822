package io.siamese.acceptance.process;

import io.siamese.service.ServiceMain;
import java.nio.file.Path;
import java.util.List;

/**
 * Says which Java program an {@link Instance} runs.
 *
 * @param classPath of the process
 * @param main the class that is started
 * @param first arguments before the settings
 * @param properties of the virtual machine: {@code -Dname=value}, or other options
 */
public record Program(String classPath, String main, List<String> first, List<String> properties) {
    /** A class of this build. */
    public static Program of(Class<?> main, String... properties) {
        return new Program(System.getProperty("java.class.path"), main.getName(), List.of(), List.of(properties));
    }

    /** The service of this build. */
    public static Program service() {
        return of(ServiceMain.class);
    }

    /**
     * The service of event contract 2, as {@code .ci/previous-contract} builds it.
     *
     * @param target the folder {@code streams-app/target} of that build
     */
    public static Program ofContract2(Path target) {
        return new Program(
                target.resolve("siamese-streams-app.jar") + ":" + target.resolve("lib") + "/*",
                "io.siamese.streams.cli.SiameseMain",
                List.of("serve"),
                List.of());
    }
}
