package dev.landline.cli.fan.output;

import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import dev.landline.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An object a line, when a host is over: one for each of its streams that is not empty, then one
 * that says what came of it. What is large comes in several, of which all but the last say so.
 */
public final class JsonOutputs implements Outputs {

    /** So many bytes of a stream are in one object at most. */
    static final int MOST = 16 * BlockStore.BLOCK;

    private static final int FIRST = 512;

    /** A character of UTF-8 has at most so many bytes behind its first. */
    private static final int MOST_BEHIND = 3;

    private final SharedStream stdout;
    private final BlockStore store;
    private final JsonWriter json = new JsonWriter(FIRST);
    private final Map<Host, StoredOutput> open = new ConcurrentHashMap<>();

    /**
     * Writes objects.
     *
     * @param directory for a temporary file
     */
    public JsonOutputs(SharedStream stdout, Path directory) throws IOException {
        this.stdout = stdout;
        this.store = new BlockStore(directory);
    }

    @Override
    public HostOutput of(Host host) {
        StoredOutput stored = StoredOutput.in(store);
        open.put(host, stored);
        return stored;
    }

    @Override
    public void ended(HostResult<?> result) throws IOException {
        StoredOutput stored = open.remove(result.host());
        String name = result.host().name();
        if (stored != null) {
            stream(name, "stdout", stored.stdout().blocks());
            stream(name, "stderr", stored.stderr().blocks());
        }
        Outcome<?> outcome = result.outcome();
        begin(name).field("result", outcome.kind().word().replace(' ', '_'));
        switch (outcome) {
            case Outcome.Ok<?> _ -> json.field("status", 0);
            case Outcome.Failed<?> failed -> json.field("status", failed.status());
            case Outcome.TimedOut<?> _,
                    Outcome.Lost<?> _,
                    Outcome.Unreachable<?> _,
                    Outcome.Refused<?> _,
                    Outcome.Skipped<?> _ -> {}
        }
        json.field("milliseconds", result.took().toMillis()).field("attempts", result.attempts());
        if (!outcome.message().isEmpty()) {
            json.field("message", whole(outcome.message()));
        }
        send();
    }

    /** No half surrogate pairs, which no UTF-8 can hold. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void stream(String host, String stream, List<Integer> blocks) throws IOException {
        byte[] rest = new byte[0];
        int next = 0;
        while (next < blocks.size() || rest.length > 0) {
            int size = rest.length;
            int last = next;
            while (last < blocks.size() && size < MOST) {
                size += store.length(blocks.get(last++));
            }
            byte[] bytes = Arrays.copyOf(rest, size);
            int filled = rest.length;
            for (; next < last; next++) {
                byte[] block = store.read(blocks.get(next));
                System.arraycopy(block, 0, bytes, filled, block.length);
                filled += block.length;
            }
            boolean more = next < blocks.size();
            int cut = more ? size - unfinished(bytes) : size;
            rest = Arrays.copyOfRange(bytes, cut, size);
            piece(host, stream, Arrays.copyOf(bytes, cut), more);
        }
    }

    /** How many bytes at the end are the beginning of a character. */
    private static int unfinished(byte[] bytes) {
        for (int back = 1; back <= Math.min(MOST_BEHIND, bytes.length); back++) {
            int b = bytes[bytes.length - back] & 0xff;
            if (b >= 0xc0) {
                int length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return length > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }

    private void piece(String host, String stream, byte[] bytes, boolean more) {
        begin(host).field("stream", stream);
        try {
            json.field(
                    "text",
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            json.field("base64", Base64.getEncoder().encodeToString(bytes));
        }
        if (more) {
            json.field("more", true);
        }
        send();
    }

    private JsonWriter begin(String host) {
        json.reset(0);
        json.begin().field("host", host);
        return json;
    }

    private void send() {
        json.end();
        byte[] line = Arrays.copyOf(json.array(), json.size() + 1);
        line[json.size()] = '\n';
        stdout.write(line, 0, line.length);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
