package io.siamese.testbed.bench;

import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Enrols the benchmark's gallery in a process of its own, as an earlier start of the service would have: the one that is
 * measured then restores it, and its JIT has seen no enrolment.
 */
final class GalleryMain {
    private GalleryMain() {}

    /** @param flags settings of the run, {@code key=value} each */
    public static void main(String[] flags) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(flags));
        BenchGallery.publish(config, BenchImages.bilevel(BenchGallery.SUBJECTS));
        RunningApps.start(List.of(config), EncoderDevice.real()).close();
    }

    /**
     * Runs it to its end.
     *
     * @throws BenchFailure if it does not succeed
     */
    static void runProcess(List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GalleryMain.class.getName()));
        command.addAll(flags);
        try {
            int code = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new BenchFailure("the process that enrols the gallery ended with " + code);
            }
        } catch (IOException e) {
            throw new BenchFailure("the process that enrols the gallery could not be started", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
