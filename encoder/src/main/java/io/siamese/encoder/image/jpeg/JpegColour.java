package io.siamese.encoder.image.jpeg;

/** Says how the components of a frame become colours. */
enum JpegColour {
    GREY,
    RGB,
    YCBCR,
    CMYK,
    YCCK;

    private static final int NO_ADOBE = -1;

    /**
     * As libjpeg decides: JFIF is always YCbCr, then Adobe's marker counts, then the components' names.
     *
     * @param jfif whether the file has a JFIF marker
     * @param adobeTransform of Adobe's marker, or -1 where there is none
     */
    static JpegColour deduceFrom(Frame frame, boolean jfif, int adobeTransform) {
        return switch (frame.samplings().size()) {
            case 1 -> GREY;
            case 3 -> ofThree(frame, jfif, adobeTransform);
            default -> adobeTransform == NO_ADOBE || adobeTransform == 0 ? CMYK : YCCK;
        };
    }

    private static JpegColour ofThree(Frame frame, boolean jfif, int adobeTransform) {
        if (jfif) {
            return YCBCR;
        }
        if (adobeTransform != NO_ADOBE) {
            return adobeTransform == 0 ? RGB : YCBCR;
        }
        boolean namedRgb = frame.samplings().get(0).id() == 'R'
                && frame.samplings().get(1).id() == 'G'
                && frame.samplings().get(2).id() == 'B';
        return namedRgb ? RGB : YCBCR;
    }
}
