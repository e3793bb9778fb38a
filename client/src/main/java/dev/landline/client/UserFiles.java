package dev.landline.client;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's files are, as the XDG base directories say.
 *
 * @param config {@code known_hosts}, {@code id_ed25519} and the configuration
 * @param state what can be lost
 * @param ssh OpenSSH's directory, read for keys and never written to
 */
public record UserFiles(Path config, Path state, Path ssh) {

    /**
     * The directories of the user that this process runs as.
     *
     * @return with {@code XDG_CONFIG_HOME}, {@code XDG_STATE_HOME} and {@code HOME} taken into
     *     account
     */
    public static UserFiles ofThisUser() {
        return of(System::getenv, Path.of(System.getProperty("user.home")));
    }

    /**
     * The directories that an environment names.
     *
     * @param environment gives a variable's value; null where it is not set
     * @param fallback the home where {@code HOME} is not set
     * @return the directories
     */
    public static UserFiles of(UnaryOperator<@Nullable String> environment, Path fallback) {
        Path home = path(environment.apply("HOME"), fallback);
        return new UserFiles(
                path(environment.apply("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("landline"),
                path(environment.apply("XDG_STATE_HOME"), home.resolve(".local/state"))
                        .resolve("landline"),
                home.resolve(".ssh"));
    }

    private static Path path(@Nullable String value, Path fallback) {
        return value == null || value.isEmpty() || !value.startsWith("/")
                ? fallback
                : Path.of(value);
    }

    /**
     * The user's home, which {@code ~} stands for.
     *
     * @return what OpenSSH's directory is in
     */
    public Path home() {
        Path parent = ssh.getParent();
        return parent == null ? ssh : parent;
    }

    /**
     * The file of hosts that this user trusts.
     *
     * @return a path; the file may not be there yet
     */
    public Path knownHosts() {
        return config.resolve("known_hosts");
    }

    /**
     * Landline's own key.
     *
     * @return a path; the file may not be there
     */
    public Path ownKey() {
        return config.resolve("id_ed25519");
    }

    /**
     * Where keys are looked for, the first that is there being taken.
     *
     * @return paths in their order
     */
    public List<Path> keys() {
        return List.of(
                ownKey(),
                ssh.resolve("id_ed25519"),
                ssh.resolve("id_ecdsa"),
                ssh.resolve("id_rsa"));
    }
}
