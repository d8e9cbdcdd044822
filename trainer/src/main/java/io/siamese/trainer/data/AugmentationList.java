package io.siamese.trainer.data;

import java.util.LinkedHashMap;
import java.util.Map;

/** Augmentations as people write them: {@code rotation=15,scale=0.2}, {@code none}, or {@code standard}. */
public final class AugmentationList {

    /** Largest amount of each, by name. */
    private static final Map<String, Double> LARGEST = largest();

    private AugmentationList() {}

    private static Map<String, Double> largest() {
        Map<String, Double> largest = new LinkedHashMap<>();
        largest.put("rotation", 180.0);
        largest.put("scale", 0.9);
        largest.put("shear", 2.0);
        largest.put("shift", 0.5);
        largest.put("elastic", 0.2);
        largest.put("mirror", 1.0);
        largest.put("brightness", 0.5);
        largest.put("contrast", 0.9);
        largest.put("crop", 0.9);
        largest.put("colour", 0.9);
        return largest;
    }

    /**
     * What is not named is left out.
     *
     * @param standard what the word means
     * @throws IllegalArgumentException naming the part that is unknown, given twice, no number or out of range
     */
    public static Augmentation parse(String text, Augmentation standard) {
        if (text.equals("standard")) {
            return standard;
        }
        Map<String, Double> amounts = new LinkedHashMap<>();
        for (String part : text.equals("none") ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(0, equals)).strip();
            Double most = LARGEST.get(name);
            double amount = parseAmount(part.substring(equals + 1).strip());
            if (most == null || !(amount >= 0 && amount <= most)) {
                throw new IllegalArgumentException("'" + part
                        + "': allowed are none, standard, or a list of name=amount, each from 0 to " + LARGEST);
            }
            if (amounts.put(name, amount) != null) {
                throw new IllegalArgumentException("'" + part + "': " + name + " is given twice");
            }
        }
        return new Augmentation(
                amounts.getOrDefault("rotation", 0.0),
                amounts.getOrDefault("scale", 0.0),
                amounts.getOrDefault("shear", 0.0),
                amounts.getOrDefault("shift", 0.0),
                amounts.getOrDefault("elastic", 0.0),
                amounts.getOrDefault("mirror", 0.0),
                amounts.getOrDefault("brightness", 0.0),
                amounts.getOrDefault("contrast", 0.0),
                amounts.getOrDefault("crop", 0.0),
                amounts.getOrDefault("colour", 0.0));
    }

    private static double parseAmount(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
