package dev.landline.cli.serve;

import dev.landline.cli.console.Surroundings;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
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
        return source(named, here).read().config();
    }

    /**
     * The same, not judged yet.
     *
     * @throws ConfigException where the file cannot be read
     */
    static ConfigSource source(@Nullable Path named, Surroundings here) throws ConfigException {
        ServerFiles files = ServerFiles.of(here.environment(), here.home());
        return named != null ? ConfigSource.file(named, files) : ConfigSource.usual(files);
    }
}
