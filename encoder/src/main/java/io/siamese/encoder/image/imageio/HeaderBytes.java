package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads numbers anywhere in a file, and refuses to read beyond its end. */
final class HeaderBytes {
    private final ByteBuffer file;

    HeaderBytes(byte[] file, ByteOrder order) {
        this.file = ByteBuffer.wrap(file).order(order);
    }

    static boolean startsWith(byte[] file, int at, String latin1) {
        for (int i = 0; i < latin1.length(); i++) {
            if (at + i >= file.length || (file[at + i] & 0xFF) != latin1.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int length() {
        return file.limit();
    }

    int uint8At(long at) throws UnreadableImageException {
        return file.get(checkBounds(at, 1)) & 0xFF;
    }

    int uint16At(long at) throws UnreadableImageException {
        return file.getShort(checkBounds(at, 2)) & 0xFFFF;
    }

    int uint24At(long at) throws UnreadableImageException {
        return uint16At(at) | uint8At(at + 2) << 16;
    }

    int int32At(long at) throws UnreadableImageException {
        return file.getInt(checkBounds(at, 4));
    }

    private int checkBounds(long at, int bytes) throws UnreadableImageException {
        if (at < 0 || at > file.limit() - bytes) {
            throw UnreadableImageException.corrupt("a file that ends in its header");
        }
        return (int) at;
    }
}
