package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles of directories that are needed again soon. A directory is opened from its parent's
 * handle, one name at a time. For one thread.
 */
final class DirectoryCache implements AutoCloseable {

    /**
     * Enough for a deep chain, and few against the number of descriptors that a process may have.
     */
    private static final int MOST = 64;

    private static final FileName DOT = FileName.of(".");

    private record Key(Root root, FileName path) {}

    private final boolean follow;
    private final LinkedHashMap<Key, Directory> open = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * Makes an empty cache.
     *
     * @param follow whether links to directories count as directories
     */
    DirectoryCache(boolean follow) {
        this.follow = follow;
    }

    /**
     * The directory that something is in.
     *
     * @param root where the path begins
     * @param path of the thing
     * @return a handle that is good until the next call
     */
    Directory parent(Root root, FileName path) throws IOException {
        return get(root, path.parent().orElse(DOT));
    }

    /**
     * A directory.
     *
     * @param root where the path begins
     * @param path its path, {@code .} for the root itself
     * @return a handle that is good until the next call
     */
    Directory get(Root root, FileName path) throws IOException {
        Directory known = open.get(new Key(root, path));
        if (known != null) {
            return known;
        }
        List<FileName> missing = new ArrayList<>();
        FileName at = path;
        @Nullable Directory directory = null;
        while (directory == null && !at.equals(DOT)) {
            missing.add(at);
            at = at.parent().orElse(DOT);
            directory = open.get(new Key(root, at));
        }
        if (directory == null) {
            directory = keep(new Key(root, DOT), root.open());
        }
        for (FileName each : missing.reversed()) {
            FileName name = each.last();
            directory =
                    keep(
                            new Key(root, each),
                            follow ? directory.openFollowing(name) : directory.openDirectory(name));
        }
        return directory;
    }

    private Directory keep(Key key, Directory directory) {
        open.put(key, directory);
        if (open.size() > MOST) {
            Iterator<Map.Entry<Key, Directory>> eldest = open.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
        return directory;
    }

    @Override
    public void close() {
        open.values().forEach(Directory::close);
        open.clear();
    }
}
