package io.siamese.cli;

import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter when something is asked about. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"siamese-streams " + appVersion(), "Kafka " + AppInfoParser.getVersion(), javaVersion()};
    }

    static String appVersion() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    static String javaVersion() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";
    }
}
