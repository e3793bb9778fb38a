package dev.landline.testing.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Dialect;
import dev.landline.client.classic.ClassicClient;
import dev.landline.client.classic.TransferListener;
import dev.landline.client.classic.UploadResult;
import dev.landline.testing.behaviour.Background;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** Our client, in this process. */
final class OurClient {

    private OurClient() {}

    /** Shows what the examples show: what {@code upper} gives back has no end of line. */
    static String talk(ClassicAddress address, Charset charset, List<String> commands)
            throws Exception {
        try (var client = ClassicClient.to(address).charset(charset).connect()) {
            return Background.of(
                            () -> {
                                ByteArrayOutputStream shown = new ByteArrayOutputStream();
                                for (String command : commands) {
                                    client.run(command, shown);
                                    if (address.dialect() == Dialect.UPPER) {
                                        shown.write('\n');
                                    }
                                }
                                return shown.toString(charset);
                            })
                    .get();
        }
    }

    /** Sends a file under its own name. */
    static UploadResult upload(ClassicAddress address, Charset charset, Path file)
            throws Exception {
        try (var client = ClassicClient.to(address).charset(charset).connect()) {
            return Background.of(() ->
                            client.upload(
                                    file,
                                    String.valueOf(file.getFileName()),
                                    ContentHash.Algorithm.SHA256,
                                    TransferListener.NONE))
                    .get();
        }
    }
}
