package io.siamese.trainer.run;

/** Sets what DJL reads when it loads its native library, so call it before the first tensor. */
public final class NativeSettings {

    private NativeSettings() {}

    public static void apply(int threads) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }
}
