package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;

/** Reads the bytes of a part of a JPEG file, each once, and refuses to read beyond its end. */
final class JpegBytes {
    private final byte[] jpeg;
    private final int end;
    private int at;

    JpegBytes(byte[] jpeg, int from, int end) {
        this.jpeg = jpeg;
        this.at = from;
        this.end = end;
    }

    int nextByte() throws UnreadableImageException {
        if (at >= end) {
            throw UnreadableImageException.corrupt("JPEG ends early, or a segment of it");
        }
        return jpeg[at++] & 0xFF;
    }

    int nextShort() throws UnreadableImageException {
        return nextByte() << 8 | nextByte();
    }

    int bytesLeft() {
        return end - at;
    }

    int position() {
        return at;
    }

    void skipBytes(int bytes) throws UnreadableImageException {
        if (bytes > bytesLeft()) {
            throw UnreadableImageException.corrupt("JPEG segment that does not fit");
        }
        at += bytes;
    }

    /** A part that begins here; this one goes on behind it. */
    JpegBytes nextPart(int bytes) throws UnreadableImageException {
        int from = at;
        skipBytes(bytes);
        return new JpegBytes(jpeg, from, at);
    }

    boolean startsWith(String ascii) {
        if (bytesLeft() < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (jpeg[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte[] sharedBytes() {
        return jpeg;
    }
}
