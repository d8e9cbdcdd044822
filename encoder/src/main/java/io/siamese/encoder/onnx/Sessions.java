package io.siamese.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.EnumSet;
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

    /** A session and the provider it runs on, which is never AUTO. */
    record Opened(OrtSession session, Provider provider) {}

    Opened open(ModelFile model) {
        if (settings.provider() != Provider.AUTO) {
            return open(model, settings.provider());
        }
        try {
            return open(model, Provider.CUDA);
        } catch (EncoderException e) {
            LOG.atWarn()
                    .addKeyValue("encoderId", model.encoderId())
                    .addKeyValue("reason", e.getMessage())
                    .log("No GPU: provider auto takes the CPU");
            return open(model, Provider.CPU);
        }
    }

    private Opened open(ModelFile model, Provider provider) {
        try (OrtSession.SessionOptions options = options(provider)) {
            OrtSession session = environment.createSession(model.shared(), options);
            LOG.atInfo()
                    .addKeyValue("encoderId", model.encoderId())
                    .addKeyValue("provider", provider)
                    .addKeyValue("intraOpThreads", settings.intraOpThreads())
                    .log("Encoder opened");
            return new Opened(session, provider);
        } catch (OrtException | UnsatisfiedLinkError e) {
            throw new EncoderException(
                    "Encoder " + model.encoderId() + " cannot be opened on " + provider + needs(provider) + ": "
                            + e.getMessage(),
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
            case CUDA -> cuda(options);
            case TENSORRT -> options.addTensorrt(settings.deviceId());
            default -> options.addCPU(true);
        }
        return options;
    }

    private void cuda(OrtSession.SessionOptions options) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.deviceId())) {
            // TF32 keeps 10 bits of the mantissa: the golden embeddings would not be reproduced.
            cuda.add("use_tf32", "0");
            options.addCUDA(cuda);
        }
    }

    private static String needs(Provider provider) {
        OrtProvider wanted = provider == Provider.TENSORRT ? OrtProvider.TENSOR_RT : OrtProvider.CUDA;
        if (provider == Provider.CPU) {
            return "";
        }
        EnumSet<OrtProvider> available = OrtEnvironment.getAvailableProviders();
        return available.contains(wanted)
                ? " (the library has it: are the driver, CUDA 12, cuDNN 9 and for TENSORRT its libraries installed?)"
                : " (this ONNX Runtime has only " + available
                        + ": put com.microsoft.onnxruntime:onnxruntime_gpu in place of onnxruntime)";
    }
}
