package dev.landline.identity;

import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of an {@code authorized_keys} file by key. Immutable once made. */
final class AuthorizedKeysIndex {

    private final Map<ByteBuffer, List<AuthorizedKeysLine>> byKey = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private AuthorizedKeysIndex() {}

    static AuthorizedKeysIndex of(byte[] content, ZoneId zone) {
        AuthorizedKeysIndex index = new AuthorizedKeysIndex();
        for (TextLine line : TextLine.of(content)) {
            if (!line.isRemark()) {
                index.add(line, zone);
            }
        }
        return index;
    }

    /** The lines with this key, in the order of the file. */
    List<AuthorizedKeysLine> find(EncodedKey key) {
        return byKey.getOrDefault(key.blob(), List.of());
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private void add(TextLine line, ZoneId zone) {
        if (line.isTooLong()) {
            problem(line, "expected at most %,d bytes".formatted(PublicKeyLine.MAX_LENGTH));
            return;
        }
        String text = line.text();
        EncodedKey key = EncodedKey.find(text);
        int optionsEnd = 0;
        if (key == null) {
            optionsEnd = KeyOptionParser.end(text);
            key = EncodedKey.find(text.substring(EncodedKey.skipBlanks(text, optionsEnd)));
        }
        if (key == null) {
            problem(line, "no key found; expected [options] type base64 [comment]");
            return;
        }
        if (KeyType.named(key.type()).isEmpty()) {
            problem(line, KeyType.unsupported(key.type()));
            return;
        }
        AuthorizedKeysLine entry;
        try {
            KeyOptions options =
                    optionsEnd == 0
                            ? KeyOptions.none()
                            : KeyOptionParser.parse(text.substring(0, optionsEnd), zone);
            String comment = PublicKeyLine.printable(key.comment());
            entry = new AuthorizedKeysLine.Usable(line.number(), options, comment);
        } catch (KeyFormatException e) {
            entry = new AuthorizedKeysLine.Unusable(problem(line, String.valueOf(e.getMessage())));
        }
        byKey.computeIfAbsent(key.blob(), blob -> new ArrayList<>(1)).add(entry);
    }

    private String problem(TextLine line, String reason) {
        String problem = "line %d: %s".formatted(line.number(), reason);
        problems.add(problem);
        return problem;
    }
}
