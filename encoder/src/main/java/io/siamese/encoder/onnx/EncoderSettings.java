package io.siamese.encoder.onnx;

import io.siamese.encoder.image.ImageLimits;

/**
 * Holds the settings by which an encoder runs.
 *
 * @param provider what runs the graph, default CPU
 * @param intraOpThreads threads that share one batch, 0 for one per core; default 1, since callers encode chunks side by side
 * @param deviceId GPU number, default 0; the CPU ignores it
 * @param deviceMemoryMib most that ONNX Runtime takes of the GPU's memory, MiB; default 0: no bound; the CPU ignores it
 * @param maxBatch largest batch given to the graph, default 64; longer lists are split. Bounds the memory of a call
 * @param imageLimits what the preprocessor accepts
 */
public record EncoderSettings(
        Provider provider,
        int intraOpThreads,
        int deviceId,
        int deviceMemoryMib,
        int maxBatch,
        ImageLimits imageLimits) {

    public EncoderSettings {
        require("intraOpThreads", intraOpThreads, 0, 1024);
        require("deviceId", deviceId, 0, 1024);
        require("deviceMemoryMib", deviceMemoryMib, 0, 1 << 20);
        require("maxBatch", maxBatch, 1, 4096);
    }

    private static void require(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "encoder." + key + "=" + value + " is not within " + least + " to " + most);
        }
    }

    public static EncoderSettings defaults() {
        return new EncoderSettings(Provider.CPU, 1, 0, 0, 64, ImageLimits.defaults());
    }

    public EncoderSettings withProvider(Provider other) {
        return new EncoderSettings(other, intraOpThreads, deviceId, deviceMemoryMib, maxBatch, imageLimits);
    }

    public EncoderSettings withIntraOpThreads(int threads) {
        return new EncoderSettings(provider, threads, deviceId, deviceMemoryMib, maxBatch, imageLimits);
    }

    public EncoderSettings withMaxBatch(int images) {
        return new EncoderSettings(provider, intraOpThreads, deviceId, deviceMemoryMib, images, imageLimits);
    }

    public EncoderSettings withImageLimits(ImageLimits limits) {
        return new EncoderSettings(provider, intraOpThreads, deviceId, deviceMemoryMib, maxBatch, limits);
    }

    public EncoderSettings withDevice(int id, int memoryMib) {
        return new EncoderSettings(provider, intraOpThreads, id, memoryMib, maxBatch, imageLimits);
    }
}
