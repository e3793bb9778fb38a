package dev.landline.cli.keys;

import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.TerminalPassphrases;
import dev.landline.client.UserFiles;
import dev.landline.client.UserKey;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PemExport;
import dev.landline.identity.PrivateKeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code landline keys export}. */
@Command(
        name = "export",
        header = "Write a key as the PEM pair that TLS libraries of other languages read.",
        customSynopsis = "landline keys export [-i FILE] (--out PREFIX | --directory DIR)",
        sortOptions = false,
        description = {
            "",
            "Writes a self-signed certificate and the private key, which is not protected by a"
                    + " passphrase any more. Files that exist are not overwritten.",
            ""
        })
public final class ExportCommand implements Callable<Integer> {

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = "The private key. Default: the key that landline exec comes with.")
    private @Nullable Path identity;

    @ArgGroup(multiplicity = "1")
    private Place place = new Place();

    private final Surroundings here;
    private final PrintWriter out;

    /** Where the files go. */
    static final class Place {
        @Option(
                names = {"-o", "--out"},
                required = true,
                paramLabel = "PREFIX",
                description = "Write PREFIX.crt and PREFIX.key.")
        private @Nullable String prefix;

        @Option(
                names = {"-d", "--directory"},
                required = true,
                paramLabel = "DIR",
                description = "Write landline.crt and landline.key in DIR.")
        private @Nullable Path directory;

        Path file(String suffix) {
            return directory != null
                    ? directory.resolve("landline" + suffix)
                    : Path.of(prefix + suffix);
        }
    }

    /** The command, to be filled in by picocli. */
    public ExportCommand(Surroundings here, PrintWriter out) {
        this.here = here;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        PassphraseSource passphrases = new TerminalPassphrases(here.terminal());
        IdentityKey key =
                identity != null
                        ? PrivateKeyFile.load(identity, passphrases)
                        : UserKey.find(
                                        UserFiles.of(here.environment()::get, here.home()),
                                        passphrases)
                                .key();
        Path certificate = place.file(".crt");
        Path privateKey = place.file(".key");
        PemExport.write(key, certificate, privateKey);
        out.println("certificate  " + certificate);
        out.println("private key  " + privateKey);
        out.println("fingerprint  " + key.fingerprint());
        return 0;
    }
}
