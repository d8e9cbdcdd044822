package io.siamese.encoder.vector;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernel: the Vector API where the JVM has its module ({@code --add-modules jdk.incubator.vector}) and the
 * machine vectors of 256 bits or more, else the scalar one. The system property {@code siamese.kernel} (auto, scalar,
 * vector) chooses instead.
 */
public final class PanelKernels {
    private static final Logger LOG = LoggerFactory.getLogger(PanelKernels.class);
    private static final String MODULE = "jdk.incubator.vector";

    private PanelKernels() {}

    /**
     * Makes the kernel of a similarity, and logs which one it is.
     *
     * @throws IllegalArgumentException if the system property asks for what is not there, or is none of its values
     */
    public static PanelKernel choose(Similarity similarity) {
        return choose(similarity, KernelChoice.parse(System.getProperty(KernelChoice.PROPERTY, "auto")));
    }

    static PanelKernel choose(Similarity similarity, KernelChoice choice) {
        Optional<String> obstacle = choice == KernelChoice.SCALAR ? Optional.of("asked for") : obstacle();
        if (choice == KernelChoice.VECTOR && obstacle.isPresent()) {
            throw new IllegalArgumentException(KernelChoice.PROPERTY + "=vector: " + obstacle.get());
        }
        PanelKernel kernel =
                obstacle.isPresent() ? new ScalarPanelKernel(similarity) : Vectors.createKernel(similarity);
        LOG.atInfo()
                .addKeyValue("kernel", kernel.name())
                .addKeyValue("because", obstacle.orElse("the JVM and the machine offer it"))
                .log("gallery kernel chosen");
        return kernel;
    }

    /** Why the Vector API cannot be used; empty if it can. */
    private static Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("the JVM was started without --add-modules " + MODULE);
        }
        try {
            return Vectors.areWideEnough() ? Optional.empty() : Optional.of("vectors are narrower than 256 bits");
        } catch (LinkageError e) {
            // The module is incubating: a later JDK may have changed it.
            return Optional.of("this JDK's " + MODULE + " is another one: " + e);
        }
    }

    /** Keeps the names of the Vector API's class out of the code that runs without it. */
    private static final class Vectors {
        static boolean areWideEnough() {
            return VectorPanelKernel.isWideEnough();
        }

        static PanelKernel createKernel(Similarity similarity) {
            return new VectorPanelKernel(similarity);
        }
    }
}
