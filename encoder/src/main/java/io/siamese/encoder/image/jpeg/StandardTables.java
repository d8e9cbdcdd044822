package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;

/**
 * Holds the Huffman tables of ITU-T T.81, annex K.3. Frames of USB cameras (motion JPEG) leave them out, and all decoders
 * then take these.
 */
final class StandardTables {
    private static final String DC_LUMA = "00010501010101010100000000000000:000102030405060708090a0b";
    private static final String DC_CHROMA = "00030101010101010101010000000000:000102030405060708090a0b";
    private static final String AC_LUMA = "0002010303020403050504040000017d:"
            + "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435"
            + "363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798"
            + "999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4"
            + "f5f6f7f8f9fa";
    private static final String AC_CHROMA = "00020102040403040705040400010277:"
            + "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a"
            + "35363738393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a9293949596"
            + "9798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4"
            + "f5f6f7f8f9fa";

    private static final HuffmanTable[] DC = {parseTable(DC_LUMA), parseTable(DC_CHROMA), null, null};
    private static final HuffmanTable[] AC = {parseTable(AC_LUMA), parseTable(AC_CHROMA), null, null};

    private StandardTables() {}

    /** Tables for DC coefficients by number, where a file defines none. */
    static HuffmanTable[] dcTables() {
        return DC.clone();
    }

    /** Likewise for AC coefficients. */
    static HuffmanTable[] acTables() {
        return AC.clone();
    }

    private static HuffmanTable parseTable(String hex) {
        int[] counts = new int[16];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Integer.parseInt(hex, 2 * i, 2 * i + 2, 16);
        }
        byte[] symbols = new byte[(hex.length() - 33) / 2];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = (byte) Integer.parseInt(hex, 33 + 2 * i, 35 + 2 * i, 16);
        }
        try {
            return new HuffmanTable(counts, symbols);
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("the format's own tables are wrong", e);
        }
    }
}
