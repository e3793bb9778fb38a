package dev.landline.client;

import dev.landline.file.FileName;
import dev.landline.select.GlobPattern;
import dev.landline.transfer.NameCheck;
import dev.landline.transfer.Places;
import java.util.List;

/**
 * Which names a server may send: those of the paths that it was asked for. It could send what it
 * likes otherwise, over files of the user's.
 *
 * @param paths what was asked for
 * @param globs whether patterns in them stand for what they match
 * @param contents whether the destination itself becomes what a path names
 */
record Asked(List<FileName> paths, boolean globs, boolean contents) implements NameCheck {

    private static final FileName DOT = FileName.of(".");

    @Override
    public boolean accepts(int source, FileName top) {
        if (source >= paths.size()) {
            return false;
        }
        FileName last = paths.get(source).last();
        if (Places.isNameless(last) || contents) {
            return top.equals(DOT);
        }
        return top.equals(last)
                || (globs
                        && last.isUtf8()
                        && GlobPattern.isGlob(last.text())
                        && GlobPattern.of(last.text()).matches(top.text()))
                || (globs && FileName.of(GlobPattern.literal(last.text())).equals(top));
    }
}
