package io.siamese.encoder.vector;

/** Names the kernel that the system property {@value #PROPERTY} asks for. */
enum KernelChoice {
    /** The fastest that this JVM and this machine offer. */
    AUTO,
    SCALAR,
    /** The Vector API, or a failure where it cannot be had. */
    VECTOR;

    static final String PROPERTY = "siamese.kernel";

    static KernelChoice parse(String text) {
        for (KernelChoice choice : values()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(PROPERTY + "=" + text + " is none of auto, scalar, vector");
    }
}
