package dev.landline.server.file;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileIdentity;
import dev.landline.file.FileName;
import dev.landline.server.auth.FileAccess.Reach;
import dev.landline.transfer.Places;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where the paths of a request lead to: from the account's home, or from the directory that the
 * identity is limited to. What lies beyond that cannot be opened, whatever links there are.
 */
final class AccountPlaces implements Places {

    private static final FileName DOT = FileName.of(".");
    private static final FileName TILDE = FileName.of("~");

    private final FileName home;
    private final FileIdentity identity;
    private final Reach reach;

    /**
     * Makes places.
     *
     * @param home the account's home
     * @param identity whose rights count
     * @param reach how far the identity may go
     */
    AccountPlaces(FileName home, FileIdentity identity, Reach reach) {
        this.home = home;
        this.identity = identity;
        this.reach = reach;
    }

    @Override
    public boolean unlimited() {
        return reach instanceof Reach.Everything;
    }

    /**
     * Opens a directory. Links in the path are followed, since whoever asks has written it.
     *
     * @param path as it stands in the request
     * @throws ChannelException {@code not_permitted} where it is out of reach
     * @throws FileException where it cannot be opened
     */
    @Override
    public Directory open(FileName path) throws IOException {
        return switch (reach) {
            case Reach.Nothing() -> throw outOfReach(path, "no files");
            case Reach.Everything() -> Directory.open(absolute(path), identity);
            case Reach.Below(String directory) -> below(absolute(FileName.of(directory)), path);
        };
    }

    private FileName absolute(FileName path) {
        if (path.isAbsolute()) {
            return path;
        }
        if (path.equals(TILDE)) {
            return home;
        }
        byte[] bytes = path.bytes();
        if (bytes.length > 1 && bytes[0] == '~' && bytes[1] == '/') {
            return bytes.length == 2
                    ? home
                    : home.resolve(FileName.of(Arrays.copyOfRange(bytes, 2, bytes.length)));
        }
        return home.resolve(path);
    }

    private Directory below(FileName limit, FileName path) throws IOException {
        FileName inside = path;
        if (path.isAbsolute() || path.text().startsWith("~/") || path.equals(TILDE)) {
            inside = inside(limit, absolute(path));
        }
        try (Directory top = Directory.open(limit, identity)) {
            return top.openBeneath(inside);
        } catch (FileException e) {
            if (e.reason() == FileException.Reason.OUTSIDE) {
                throw outOfReach(path, "files below " + limit);
            }
            throw e;
        }
    }

    private static FileName inside(FileName limit, FileName path) throws ChannelException {
        var outer = limit.components();
        var parts = path.components();
        if (parts.size() < outer.size() || !parts.subList(0, outer.size()).equals(outer)) {
            throw outOfReach(path, "files below " + limit);
        }
        FileName inside = DOT;
        for (FileName part : parts.subList(outer.size(), parts.size())) {
            inside = inside.equals(DOT) ? part : inside.resolve(part);
        }
        return inside;
    }

    private static ChannelException outOfReach(FileName path, String allowed) {
        return new ChannelException(
                ErrorCode.NOT_PERMITTED,
                "this key may use " + allowed + ", and not " + path,
                "its line in authorized_keys says so",
                null);
    }
}
