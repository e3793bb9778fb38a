package dev.landline.client.classic;

import static dev.landline.classic.Dialect.JSON;
import static dev.landline.classic.Dialect.RAW;
import static dev.landline.client.classic.Frames.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.classic.ContentHash.Algorithm;
import dev.landline.classic.JsonHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way to a json server. */
class UploadTest {

    private static final String SHA256_OF_ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String MD5_OF_ABC = "md5:900150983cd24fb0d6963f7d28e17f72";

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.writeString(directory.resolve("abc"), "abc");
    }

    @Test
    void theFileArrivesBehindItsNameAndHashAndIsStored() throws Exception {
        List<String> heard = new ArrayList<>();
        Listening.Talk talk =
                (in, out) -> {
                    JsonHeader header = JsonHeader.read(in, StandardCharsets.UTF_8);
                    heard.add(header.filename().orElseThrow());
                    heard.add(header.hash().orElseThrow().toString());
                    heard.add(new String(in.readNBytes(3), StandardCharsets.UTF_8));
                    out.write(
                            json(
                                    "{\"data_size\": 5, \"filename\": \"abc-1\", \"hash\": \""
                                            + SHA256_OF_ABC
                                            + "\"}",
                                    "done\n"));
                    heard.add(Listening.command(in));
                    out.write(json("{\"data_size\": 0}", ""));
                };
        UploadResult result;
        try (Listening server = Listening.that(talk);
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            result = client.upload(file, "\u00fcber", Algorithm.SHA256, TransferListener.NONE);
            client.run("ls", OutputStream.nullOutputStream());
        }
        assertThat(heard).containsExactly("\u00fcber", SHA256_OF_ABC, "abc", "ls");
        assertThat(result.stored()).isTrue();
        assertThat(result.filename()).contains("abc-1");
        assertThat(result.text()).isEqualTo("done");
    }

    @Test
    void anAnswerBeforeTheBodyIsTakenWhenTheBodyIsSent() throws Exception {
        Path large = Files.write(directory.resolve("large"), new byte[4 << 20]);
        Listening.Talk talk =
                (in, out) -> {
                    long size = JsonHeader.read(in, StandardCharsets.UTF_8).dataSize();
                    out.write(json("{\"data_size\": 2, \"error\": \"too large\"}", "no"));
                    in.skipNBytes(size);
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            UploadResult result =
                    client.upload(large, "large", Algorithm.MD5, TransferListener.NONE);

            assertThat(result.stored()).isFalse();
            assertThat(result.error()).contains("too large");
        }
    }

    @Test
    void aServerThatStoredSomethingElseIsAnError() throws Exception {
        Listening.Talk talk =
                (in, out) -> {
                    JsonHeader.read(in, StandardCharsets.UTF_8);
                    in.skipNBytes(3);
                    out.write(
                            json(
                                    "{\"data_size\": 0, \"filename\": \"abc\", \"hash\":"
                                            + " \"md5:00000000000000000000000000000000\"}",
                                    ""));
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            assertThatThrownBy(() -> client.upload(file, "a", Algorithm.MD5, TransferListener.NONE))
                    .isInstanceOf(HashMismatchException.class)
                    .hasMessageContaining("expected " + MD5_OF_ABC);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void aFileThatGrowsMeanwhileEndsTheConversation() throws Exception {
        changesMeanwhile("more", "it had 3 bytes, and it has more now");
    }

    @Test
    void aFileThatShrinksMeanwhileEndsTheConversation() throws Exception {
        changesMeanwhile(null, "it had 3 bytes, and it has only 0 now");
    }

    private void changesMeanwhile(String appended, String sentence) throws Exception {
        try (Listening server = Listening.that((in, out) -> in.readAllBytes());
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            TransferListener meddler =
                    (total, bytes) -> {
                        try {
                            if (appended == null) {
                                Files.write(file, new byte[0]);
                            } else if (bytes == 0) {
                                Files.writeString(file, appended, StandardOpenOption.APPEND);
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    };
            assertThatThrownBy(() -> client.upload(file, "a", Algorithm.SHA256, meddler))
                    .isInstanceOf(LocalFailureException.class)
                    .hasMessageContaining(file + " changed while it was sent")
                    .hasMessageContaining(sentence);
            assertThat(client.isOpen()).isFalse();
        }
    }

    @Test
    void aFileThatIsNotThereIsNoReasonToEndTheConversation() throws Exception {
        try (Listening server = Listening.that((in, out) -> in.readAllBytes());
                ClassicClient client = ClassicClient.connect(server.speaking(JSON))) {
            assertThatThrownBy(() ->
                            client.upload(
                                    directory.resolve("none"),
                                    "a",
                                    Algorithm.SHA256,
                                    TransferListener.NONE))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(client.isOpen()).isTrue();
        }
    }

    @Test
    void otherDialectsKnowNoUploads() throws Exception {
        try (Listening server = Listening.that((in, out) -> in.readAllBytes());
                ClassicClient client = ClassicClient.connect(server.speaking(RAW))) {
            assertThatThrownBy(() -> client.upload(file, "a", Algorithm.MD5, TransferListener.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected the dialect json, got raw");
        }
    }
}
