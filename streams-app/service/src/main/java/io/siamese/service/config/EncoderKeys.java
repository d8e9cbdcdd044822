package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of the encoders: their files, and what runs them. */
final class EncoderKeys {
    static final String ENCODER_MODEL = "encoder.model";
    static final String ENCODER_CALIBRATION = "encoder.calibration";
    static final String ENCODER_NEXT_MODEL = "encoder.next.model";
    static final String ENCODER_NEXT_CALIBRATION = "encoder.next.calibration";
    static final String ENCODER_PROVIDER = "encoder.provider";
    static final String ENCODER_THREADS = "encoder.threads";
    static final String ENCODER_BATCH = "encoder.batch";
    static final String ENCODER_WORKERS = "encoder.workers";
    static final String ENCODER_DEVICE_ID = "encoder.device.id";
    static final String ENCODER_DEVICE_MEMORY_MIB = "encoder.device.memory.mib";

    private static final Check PROVIDER = new Check(
            "CPU, CUDA, TENSORRT or AUTO",
            value -> ((String) value).toUpperCase(Locale.ROOT).matches("CPU|CUDA|TENSORRT|AUTO"));

    private EncoderKeys() {}

    static void define(ConfigDef keys) {
        keys.define(ENCODER_MODEL, STRING, "", HIGH, "Path of the encoder's ONNX file. Empty: the bundled model.")
                .define(
                        ENCODER_CALIBRATION,
                        STRING,
                        "",
                        MEDIUM,
                        "Path of a calibration file, as `siamese calibrate` writes it, in place of the model's own. Empty: that beside"
                                + " the model, `<model>.calibration.json`, or the one inside.")
                .define(
                        ENCODER_NEXT_MODEL,
                        STRING,
                        "",
                        MEDIUM,
                        "Path of a second encoder's ONNX file. It embeds all exemplars beside the first one, and decides once"
                                + " `siamese encoders activate` says so. Empty: none.")
                .define(ENCODER_NEXT_CALIBRATION, STRING, "", LOW, "As `encoder.calibration`, for the second encoder.")
                .define(
                        ENCODER_PROVIDER,
                        STRING,
                        "CPU",
                        PROVIDER,
                        MEDIUM,
                        "Where the encoder runs. `AUTO`: a GPU where ONNX Runtime finds one, else the CPU.")
                .define(
                        ENCODER_THREADS,
                        INT,
                        1,
                        between(0, 1024),
                        MEDIUM,
                        "Threads that share one batch on the CPU; batches run side by side as it is. 0: one for each core.")
                .define(
                        ENCODER_BATCH,
                        INT,
                        64,
                        between(1, 4096),
                        MEDIUM,
                        "Images of one poll that are decoded, embedded and compared together at most.")
                .define(
                        ENCODER_WORKERS,
                        INT,
                        0,
                        between(0, 1024),
                        MEDIUM,
                        "Threads that work on batches, shared by all stream threads. 0: one for each core.")
                .define(ENCODER_DEVICE_ID, INT, 0, between(0, 1024), LOW, "Number of the GPU.")
                .define(
                        ENCODER_DEVICE_MEMORY_MIB,
                        INT,
                        0,
                        between(0, 1 << 20),
                        LOW,
                        "MiB that ONNX Runtime takes of the GPU's memory at most. 0: no bound.");
    }
}
