package dev.landline.cli.fan.output;

import dev.landline.client.fleet.Fleet;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** A file for what each host writes, and one for its messages where there are any. */
public final class DirectoryOutputs implements Outputs {

    private static final Set<OpenOption> ANEW =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);

    private final Path directory;

    /**
     * Writes files.
     *
     * @param directory made where it is not there
     */
    public DirectoryOutputs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    @Override
    public HostOutput of(Host host) throws IOException {
        Path file = directory.resolve(Fleet.fileName(host));
        Path messages = file.resolveSibling(file.getFileName() + ".stderr");
        Files.deleteIfExists(messages);
        return new StreamPair(open(file), new Late(messages));
    }

    private static OutputStream open(Path file) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(file, ANEW));
    }

    /** A file that is made when there is something to write. */
    private static final class Late extends OutputStream {

        private final Path file;
        private Optional<OutputStream> stream = Optional.empty();

        Late(Path file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (stream.isEmpty()) {
                stream = Optional.of(open(file));
            }
            stream.get().write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (stream.isPresent()) {
                stream.get().close();
            }
        }
    }
}
