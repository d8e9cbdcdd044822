package io.siamese.trainer.data;

import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names a set of classes by what is in it: SHA-256 over group, name and the SHA-256 of each file, in their order. */
public final class DataDigest {

    private DataDigest() {}

    public static String digest(List<EncodedClass> classes) {
        MessageDigest all = newSha256();
        for (EncodedClass each : classes) {
            all.update((each.group() + "\n" + each.name() + "\n").getBytes(StandardCharsets.UTF_8));
            for (EncodedFile file : each.files()) {
                all.update(newSha256().digest(file.bytes()));
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }

    /** Of a text in UTF-8. */
    public static String digest(String text) {
        return HexFormat.of().formatHex(newSha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
