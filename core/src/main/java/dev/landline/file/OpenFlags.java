package dev.landline.file;

/** The flags of open(2), some of which have other values on AArch64. */
final class OpenFlags {

    static final int READ = 0;
    static final int READ_WRITE = 2;
    static final int CREATE_NEW = 0x40 | 0x80;
    static final int NEVER_A_TERMINAL = 0x100;
    static final int NON_BLOCKING = 0x800;
    static final int CLOSE_ON_EXEC = 0x8_0000;
    static final int ONLY_A_NAME = 0x20_0000;

    private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

    static final int DIRECTORY = ARM ? 0x4000 : 0x1_0000;
    static final int NO_FOLLOW = ARM ? 0x8000 : 0x2_0000;

    private OpenFlags() {}
}
