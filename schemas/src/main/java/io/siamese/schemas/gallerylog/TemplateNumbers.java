package io.siamese.schemas.gallerylog;

import io.siamese.events.Template;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Converts an embedding to and from the forms that a template has it in. */
public final class TemplateNumbers {

    private TemplateNumbers() {}

    /** The embedding as float32, little-endian: the value of the field {@code vector}. */
    public static ByteBuffer bytes(float[] embedding) {
        ByteBuffer bytes = ByteBuffer.allocate(embedding.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(embedding);
        return bytes;
    }

    /** The embedding of a template of any release; empty where its bytes are no whole numbers. */
    public static float[] from(Template template) {
        ByteBuffer vector = template.getVector();
        if (!vector.hasRemaining()) {
            return unboxed(template.getEmbedding());
        }
        float[] numbers = new float[count(template)];
        if (numbers.length == 0) {
            return numbers;
        }
        vector.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    /** How many numbers {@link #from} gives. */
    public static int count(Template template) {
        int bytes = template.getVector().remaining();
        if (bytes == 0) {
            return template.getEmbedding().size();
        }
        return bytes % Float.BYTES == 0 ? bytes / Float.BYTES : 0;
    }

    private static float[] unboxed(List<Float> boxed) {
        float[] numbers = new float[boxed.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = boxed.get(i);
        }
        return numbers;
    }
}
