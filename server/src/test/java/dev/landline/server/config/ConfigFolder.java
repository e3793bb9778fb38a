package dev.landline.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder with a configuration file in it, and an account's directories elsewhere.
 *
 * @param directory the folder
 */
record ConfigFolder(Path directory) {

    static final ServerFiles FILES =
            new ServerFiles(
                    Path.of("/home/ada/.config/landline"),
                    Path.of("/home/ada/.local/state/landline"),
                    Path.of("/home/ada"));

    static final ServerConfig DEFAULTS = ServerConfig.defaults(FILES);

    Path file() {
        return directory.resolve("landline.toml");
    }

    ServerConfig load(String toml) throws IOException {
        Files.writeString(file(), toml);
        return ServerConfigFile.load(file(), FILES);
    }
}
