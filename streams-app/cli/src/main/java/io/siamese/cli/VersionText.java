package io.siamese.cli;

import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** The versions that matter when something is asked about. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"siamese-streams " + app(), "Kafka " + AppInfoParser.getVersion(), java()};
    }

    static String app() {
        String version = VersionText.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    static String java() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")";
    }
}
