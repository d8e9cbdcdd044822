package io.siamese.encoder.image.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names a way through the decoders, and holds the files whose decoding takes it. */
record FuzzedPath(String name, List<byte[]> files) {
    private static final Map<String, byte[]> KINDS = PictureKinds.all();

    /** Names of test files, or of generated kinds: exactly, or all that a pattern finds. */
    private static final Map<String, List<String>> PATHS = new LinkedHashMap<>();

    static {
        PATHS.put("JPEG", List.of("00-good-restart.jpg", "j07-cmyk-adobe.jpg", "jpeg-colour", "jpeg-fourcolours"));
        PATHS.put("JPEG, progressive", List.of("jpeg-.*-progressive"));
        PATHS.put("JPEG with tags", List.of("jpeg-turned-[36]", "jpeg-profile"));
        PATHS.put("PNG", List.of("p04-12-bit-sensor-in-16-bit-png.png", "png-type[0346]-.*"));
        PATHS.put("PNG with tags", List.of("png-turned-[36]", "png-profile", "p05-white-ink-on-transparent.png"));
        PATHS.put("APNG", List.of("apng"));
        PATHS.put("GIF", List.of("g61x47.gif", "gt64x48.gif", "gif"));
        PATHS.put("BMP", List.of("bp61x47.bmp", "ba64x48.bmp", "bmp-.*"));
        PATHS.put("WebP, lossy", List.of("w64x48.webp", "webp-lossy-sharp.webp", "webp-lossy-simple-filter.webp"));
        PATHS.put(
                "WebP, lossless",
                List.of("wl64x48.webp", "webp-fourteen.webp", "webp-repeats.webp", "webp-pairs.webp"));
        PATHS.put("WebP with alpha", List.of("wa64x48.webp", "wla61x47.webp", "webp-alpha-radial.webp"));
        PATHS.put("WebP with tags", List.of("webp-turned-[36]", "webp-profile"));
        PATHS.put("TIFF, uncompressed", List.of("tiff-alpha", "tiff-16bit", "t61x47-raw-I16.tif"));
        PATHS.put("TIFF, LZW", List.of("tiff-LZW", "tiff-palette", "t61x47-tiff_lzw-RGB.tif"));
        PATHS.put("TIFF, Deflate", List.of("tiff-Deflate", "tiff-ZLib", "t61x47-tiff_adobe_deflate-RGBA.tif"));
        PATHS.put("TIFF, PackBits", List.of("tiff-PackBits", "t61x47-packbits-CMYK.tif"));
        PATHS.put("TIFF, JPEG", List.of("tiff-JPEG", "tiff-grey-JPEG", "t61x47-jpeg-YCbCr.tif", "t61x47-jpeg-L.tif"));
        PATHS.put("TIFF, CCITT RLE", List.of("tiff-CCITT-RLE", "t61x47-tiff_ccitt-1.tif"));
        PATHS.put("TIFF, CCITT group 3", List.of("tiff-CCITT-T.4", "t61x47-group3-1.tif"));
        PATHS.put("TIFF, CCITT group 4", List.of("tiff-CCITT-T.6", "t61x47-group4-1.tif"));
        PATHS.put("TIFF with tags", List.of("tiff-turned-[36]"));
    }

    static Stream<FuzzedPath> all() {
        return PATHS.entrySet().stream()
                .map(path -> new FuzzedPath(
                        path.getKey(),
                        path.getValue().stream().flatMap(FuzzedPath::find).toList()));
    }

    private static Stream<byte[]> find(String name) {
        Pattern pattern = Pattern.compile(name);
        List<byte[]> generated = KINDS.entrySet().stream()
                .filter(kind -> pattern.matcher(kind.getKey()).matches())
                .map(Map.Entry::getValue)
                .toList();
        return generated.isEmpty() ? Stream.of(TestFiles.read(name)) : generated.stream();
    }

    @Override
    public String toString() {
        return name;
    }
}
