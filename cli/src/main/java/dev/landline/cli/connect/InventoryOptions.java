package dev.landline.cli.connect;

import dev.landline.cli.console.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be typed about where hosts and groups are written down. */
public final class InventoryOptions {

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = {
                "The hosts and groups that may be named, or a program that prints them.",
                "Default: ~/.config/landline/hosts.toml"
            })
    private @Nullable Path inventory;

    /** To be filled in by picocli. */
    public InventoryOptions() {}

    /** What targets mean. */
    public TargetHosts hosts(Surroundings here) {
        return new TargetHosts(inventory, here);
    }
}
