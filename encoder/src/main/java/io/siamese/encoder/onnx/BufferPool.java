package io.siamese.encoder.onnx;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lends direct buffers of one size for input tensors. ONNX Runtime keeps a pointer to a buffer, so give it back only
 * after its tensor is closed. The pool holds as many buffers as were ever used at once.
 */
final class BufferPool {
    private final int bytes;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    BufferPool(int bytes) {
        this.bytes = bytes;
    }

    ByteBuffer take() {
        ByteBuffer pooled = free.poll();
        return pooled == null ? ByteBuffer.allocateDirect(bytes) : pooled.clear();
    }

    void giveBack(ByteBuffer buffer) {
        free.add(buffer);
    }
}
