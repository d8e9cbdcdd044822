package io.siamese.schemas.serde;

/** Recognises values by bytes at fixed places. */
@FunctionalInterface
interface Signature {
    boolean matches(byte[] value);

    /** Bytes from a place on, each written as the Latin-1 character of its number. */
    static Signature atPlace(int place, String latin1) {
        return value -> {
            if (value.length < place + latin1.length()) {
                return false;
            }
            for (int i = 0; i < latin1.length(); i++) {
                if ((value[place + i] & 0xFF) != latin1.charAt(i)) {
                    return false;
                }
            }
            return true;
        };
    }

    /** The four letters that name the kind of an ISO media file: printable, so that no registry's id is taken for them. */
    static Signature isoBrand() {
        return value -> {
            for (int i = 8; i < 12; i++) {
                if (i >= value.length || value[i] < ' ' || value[i] > '~') {
                    return false;
                }
            }
            return true;
        };
    }

    default Signature and(Signature other) {
        return value -> matches(value) && other.matches(value);
    }

    default Signature or(Signature other) {
        return value -> matches(value) || other.matches(value);
    }
}
