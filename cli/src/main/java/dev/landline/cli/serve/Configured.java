package dev.landline.cli.serve;

import dev.landline.cli.console.Surroundings;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerConfigFile;
import dev.landline.server.config.ServerFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what an operator has set. */
public final class Configured {

    private Configured() {}

    /**
     * Reads the file that was named, else the one in its usual place, else takes the defaults.
     *
     * @throws ConfigException where the file cannot be read or has mistakes
     */
    public static ServerConfig by(@Nullable Path named, Surroundings here) throws ConfigException {
        ServerFiles files = ServerFiles.of(here.environment(), here.home());
        if (named != null) {
            return ServerConfigFile.load(named, files);
        }
        return Files.exists(files.configFile())
                ? ServerConfigFile.load(files.configFile(), files)
                : ServerConfig.defaults(files);
    }
}
