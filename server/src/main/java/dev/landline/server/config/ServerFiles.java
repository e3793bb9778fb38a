package dev.landline.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a server's account keeps its files, as the XDG base directories say.
 *
 * @param config Landline's configuration directory
 * @param state Landline's state directory
 * @param home the account's home
 */
public record ServerFiles(Path config, Path state, Path home) {

    /**
     * The directories that an environment names.
     *
     * @param environment {@code HOME}, {@code XDG_CONFIG_HOME} and {@code XDG_STATE_HOME} are
     *     looked at
     * @param fallback the home where {@code HOME} is not set
     * @return the directories
     */
    public static ServerFiles of(Map<String, String> environment, Path fallback) {
        Path home = path(environment, "HOME", fallback);
        return new ServerFiles(
                path(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve("landline"),
                path(environment, "XDG_STATE_HOME", home.resolve(".local/state"))
                        .resolve("landline"),
                home);
    }

    private static Path path(Map<String, String> environment, String name, Path fallback) {
        String value = environment.getOrDefault(name, "");
        return value.startsWith("/") ? Path.of(value) : fallback;
    }

    /**
     * The configuration file.
     *
     * @return a path; the file may not be there
     */
    public Path configFile() {
        return config.resolve("landline.toml");
    }

    /**
     * The server's own key.
     *
     * @return a path; the file may not be there yet
     */
    public Path hostKey() {
        return state.resolve("host_ed25519");
    }

    /**
     * Where output goes that must be kept and does not fit into memory.
     *
     * @return a path; the directory may not be there yet
     */
    public Path spool() {
        return state.resolve("spool");
    }

    /**
     * Where jars with handlers are looked for.
     *
     * @return a path; the directory may not be there
     */
    public Path handlers() {
        return config.resolve("handlers");
    }

    /**
     * The files of keys that may connect: Landline's own first, then OpenSSH's.
     *
     * @return paths; the files may not be there
     */
    public List<Path> authorizedKeys() {
        return List.of(config.resolve("authorized_keys"), home.resolve(".ssh/authorized_keys"));
    }
}
