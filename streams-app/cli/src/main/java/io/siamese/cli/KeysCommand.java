package io.siamese.cli;

import io.siamese.client.ExemplarNaming;
import io.siamese.schemas.sealing.DataKeys;
import io.siamese.schemas.sealing.FolderKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Makes and lists the keys that encrypt templates and images. */
@Command(
        name = "keys",
        description = "Make a key that encrypts a gallery, or list the keys. To delete a key, delete its file.",
        subcommands = {KeysCommand.Create.class, KeysCommand.ListKeys.class})
final class KeysCommand extends Verb {

    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "name one of: create, list");
    }

    private static DataKeys requireKeys(ConfigOptions options) {
        return options.loadConfig()
                .contract()
                .sealing()
                .keys()
                .orElseThrow(() -> new IllegalArgumentException("name the folder of keys: --set encryption.keys=DIR"));
    }

    @Command(
            name = "create",
            description =
                    "Make a random key in a file that its owner alone may read. Of a gallery's keys, the one whose id"
                            + " comes last encrypts.")
    static final class Create extends Verb {

        @Mixin
        private ConfigOptions options;

        @Option(names = "--gallery", defaultValue = "default", description = "The gallery (default: ${DEFAULT-VALUE}).")
        private String gallery;

        @Option(names = "--id", description = "The key's id (default: today, as 2026-11-30).")
        private @Nullable String id;

        @Override
        public Integer call() {
            String name = id == null ? LocalDate.now(ZoneOffset.UTC).toString() : id;
            if (!(requireKeys(options) instanceof FolderKeys folder)) {
                throw new CommandFailure("keys are made where they are kept, and that is no folder");
            }
            try {
                Path file = folder.create(ExemplarNaming.nfc(gallery), name);
                out().println("created " + file);
                return OK;
            } catch (FileAlreadyExistsException e) {
                throw new CommandFailure(e.getMessage() + " is there already; name another one with --id");
            } catch (IOException e) {
                throw new CommandFailure("the key cannot be written: " + e);
            }
        }
    }

    @Command(name = "list", description = "List the galleries and the ids of their keys.")
    static final class ListKeys extends Verb {

        @Mixin
        private ConfigOptions options;

        @Override
        public Integer call() {
            out().println(requireKeys(options).check());
            return OK;
        }
    }
}
