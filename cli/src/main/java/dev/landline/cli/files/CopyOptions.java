package dev.landline.cli.files;

import dev.landline.client.FileCopy;
import dev.landline.hash.HashAlgorithm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be typed about a copy of files, whichever it is. */
final class CopyOptions {

    @Option(
            names = {"-L", "--follow"},
            description = "Copy what symbolic links lead to. Default: links stay links.")
    private boolean follow;

    @Option(
            names = "--any-links",
            description =
                    "Take symbolic links that lead out of the tree which they are in. Default:"
                            + " they are refused.")
    private boolean anyLinks;

    @Option(
            names = "--no-glob",
            description =
                    "Take *, ? and [ in the paths of a source on another machine for what they"
                            + " are. Default: they are patterns, where no file is called so.")
    private boolean noGlob;

    @Option(
            names = "--limit",
            paramLabel = "RATE",
            converter = Rate.class,
            description = "At most so many bytes in a second, such as 10MiB, 500k or 1G.")
    private @Nullable Long limit;

    @Option(
            names = "--hash",
            paramLabel = "NAME",
            converter = HashName.class,
            description =
                    "What contents are checked by: xxh3-128 (the default), which is enough"
                            + " against accidents, or sha256.")
    private HashAlgorithm hash = HashAlgorithm.XXH3_128;

    @Option(
            names = "--no-flush",
            description =
                    "Do not wait until files are on the disk. Faster; where the machine crashes,"
                            + " they may be empty.")
    private boolean noFlush;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say only what goes wrong.")
    private boolean quiet;

    @Option(
            names = "--json",
            description = "For programs: say on standard output what happens, an object a line.")
    private boolean json;

    boolean quiet() {
        return quiet;
    }

    boolean json() {
        return json;
    }

    FileCopy apply(FileCopy copy) {
        if (limit != null) {
            copy.limit(limit);
        }
        return copy.followLinks(follow)
                .anyLinks(anyLinks)
                .globs(!noGlob)
                .hash(hash)
                .flush(!noFlush);
    }
}
