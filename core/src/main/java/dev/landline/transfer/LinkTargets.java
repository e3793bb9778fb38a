package dev.landline.transfer;

import dev.landline.file.FileName;

/** Whether a symbolic link stays in the tree that it is in. */
final class LinkTargets {

    private static final FileName UP = FileName.of("..");
    private static final FileName DOT = FileName.of(".");

    private LinkTargets() {}

    /**
     * Goes by the text alone. A {@code ..} may stand only at the beginning, where it is about
     * directories that are none but directories: after a name it would lead up from wherever that
     * leads to, should it be a link itself.
     *
     * @param depth in how many directories of the tree the link is
     * @param target where it leads
     */
    static boolean staysInside(int depth, FileName target) {
        if (target.bytes()[0] == '/') {
            return false;
        }
        int up = 0;
        boolean named = false;
        for (FileName name : target.components()) {
            if (name.equals(UP)) {
                up++;
                if (named || up > depth) {
                    return false;
                }
            } else if (!name.equals(DOT)) {
                named = true;
            }
        }
        return true;
    }
}
