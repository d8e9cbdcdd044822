package io.siamese.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a session on the provider that was asked for, and says in words what is missing where it cannot. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final OrtEnvironment environment;
    private final EncoderSettings settings;

    Sessions(OrtEnvironment environment, EncoderSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /**
     * A session.
     *
     * @param provider what it runs on, never AUTO
     * @param instead why not on the GPU that AUTO would have taken; null where there is nothing to say
     */
    record Opened(
            OrtSession session, Provider provider, @Nullable String instead) {}

    Opened openSession(ModelFile model) {
        if (settings.provider() != Provider.AUTO) {
            return openOnProvider(model, settings.provider());
        }
        try {
            return openOnProvider(model, Provider.CUDA);
        } catch (EncoderException e) {
            LOG.atWarn()
                    .addKeyValue("encoderId", model.encoderId())
                    .addKeyValue("reason", e.getMessage())
                    .log("No GPU: provider auto takes the CPU");
            Opened opened = openOnProvider(model, Provider.CPU);
            return new Opened(opened.session(), opened.provider(), e.getMessage());
        }
    }

    private Opened openOnProvider(ModelFile model, Provider provider) {
        try (OrtSession.SessionOptions options = options(provider)) {
            OrtSession session = environment.createSession(model.sharedBytes(), options);
            LOG.atInfo()
                    .addKeyValue("encoderId", model.encoderId())
                    .addKeyValue("provider", provider)
                    .addKeyValue("intraOpThreads", settings.intraOpThreads())
                    .log("Encoder opened");
            return new Opened(session, provider, null);
        } catch (OrtException | LinkageError e) {
            throw new EncoderException(
                    "Encoder " + model.encoderId() + " cannot be opened on " + provider + describeMissingParts(provider)
                            + ": " + e.getMessage(),
                    e);
        }
    }

    private OrtSession.SessionOptions options(Provider provider) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(settings.intraOpThreads());
        options.setInterOpNumThreads(1);
        // Idle threads that spin take the cores that decode images and talk to Kafka.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        switch (provider) {
            case CUDA -> addCudaProvider(options);
            case TENSORRT -> {
                addTensorRtProvider(options);
                // What TensorRT does not take.
                addCudaProvider(options);
            }
            default -> options.addCPU(true);
        }
        return options;
    }

    private void addCudaProvider(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.deviceId())) {
            // TF32 keeps 10 bits of the mantissa: the golden embeddings would not be reproduced.
            cuda.add("use_tf32", "0");
            if (settings.deviceMemoryMib() > 0) {
                cuda.add("gpu_mem_limit", mibToBytes(settings.deviceMemoryMib()));
                // Doubling would overshoot the bound.
                cuda.add("arena_extend_strategy", "kSameAsRequested");
            }
            options.addCUDA(cuda);
        }
    }

    private void addTensorRtProvider(OrtSession.SessionOptions options) throws OrtException {
        try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(settings.deviceId())) {
            if (settings.deviceMemoryMib() > 0) {
                tensorRt.add("trt_max_workspace_size", mibToBytes(settings.deviceMemoryMib()));
            }
            options.addTensorrt(tensorRt);
        }
    }

    private static String mibToBytes(int mib) {
        return Long.toString((long) mib << 20);
    }

    private static String describeMissingParts(Provider provider) {
        if (provider == Provider.CPU) {
            return "";
        }
        List<String> missing = GpuParts.ofThisMachine().missing(provider);
        return missing.isEmpty()
                ? " (driver, CUDA 12 and cuDNN 9 were found; is the GPU of encoder.device.id there?)"
                : " (not found on this machine: " + String.join(", ", missing) + ")";
    }
}
