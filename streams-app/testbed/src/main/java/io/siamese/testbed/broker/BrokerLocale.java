package io.siamese.testbed.broker;

import java.util.Locale;

/**
 * Sets the default locale that Kafka's broker needs.
 *
 * <p>The broker of Kafka 4.3.1 reads the process's default locale in two ways. {@code KafkaConfig} turns names of group
 * types into capitals with {@code toUpperCase()}, at the start and at requests of consumer groups; in Turkish
 * {@code classic} becomes {@code CLASSİC}, which is no constant. {@code LogFileUtils} and {@code Snapshots} write
 * offsets into file names with {@code NumberFormat.getInstance()}, at every new segment and snapshot; in Arabic and
 * Persian the digits are not those that Kafka expects when it lists the files.
 *
 * <p>Java has no default locale for one thread or one library, and both uses go on as long as a broker runs. So the
 * whole process changes to {@link Locale#ROOT}, and stays there: a broker that is closed must not take the locale away
 * from another one. The locale of {@link Locale.Category#DISPLAY} stays the user's, because Kafka does not read it.
 * The numbers in this project's own output do not depend on the default locale.
 */
final class BrokerLocale {

    private BrokerLocale() {}

    static void setRootLocale() {
        Locale display = Locale.getDefault(Locale.Category.DISPLAY);
        Locale.setDefault(Locale.ROOT);
        Locale.setDefault(Locale.Category.DISPLAY, display);
    }
}
