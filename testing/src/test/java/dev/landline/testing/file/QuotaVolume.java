package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A btrfs in a file, mounted with a quota until it is closed. Quotas of btrfs are of a subvolume
 * and not of an account, so that they hold for root, too; and btrfs brings them along, where those
 * of ext4 and tmpfs are options of the kernel that are often left out.
 *
 * @param at where it is mounted
 * @param image the file that it is in
 */
record QuotaVolume(Path at, Path image) implements AutoCloseable {

    /** In bytes; the least that {@code mkfs.btrfs} takes is a little less. */
    private static final long SIZE = 128L << 20;

    /**
     * Makes one, or skips the test where this machine cannot.
     *
     * @param directory where the image and the mount point go; there may be older ones
     * @param limit what may be in it, metadata included, as {@code btrfs qgroup limit} takes it
     */
    static QuotaVolume of(Path directory, String limit) throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                .as("only root can mount")
                .isEqualTo(0);
        for (String program : List.of("mkfs.btrfs", "btrfs")) {
            assumeThat(isInstalled(program)).as("%s (btrfs-progs) is installed", program).isTrue();
        }
        Path at = Files.createDirectories(directory.resolve("volume"));
        QuotaVolume volume = new QuotaVolume(at, directory.resolve("volume.btrfs"));
        String image = volume.image.toString();
        Files.deleteIfExists(volume.image);
        allot(volume.image);
        Said made = said("mkfs.btrfs", "--quiet", image);
        assertThat(made.status()).as(made.words()).isZero();
        Said mounted = said("mount", "-t", "btrfs", "-o", "loop", image, at.toString());
        assumeThat(mounted.status())
                .as("mounting a btrfs over a loop device is not possible here: %s", mounted.words())
                .isZero();
        try {
            volume.limit(limit);
        } catch (Throwable e) {
            volume.close();
            throw e;
        }
        return volume;
    }

    private void limit(String limit) throws Exception {
        Said enabled = said("btrfs", "quota", "enable", at.toString());
        assumeThat(enabled.status())
                .as("quotas are not possible here: %s", enabled.words())
                .isZero();
        Said limited = said("btrfs", "qgroup", "limit", limit, at.toString());
        assertThat(limited.status()).as(limited.words()).isZero();
    }

    /**
     * Unmounts it, also from under whoever still uses it, which fails the test. The loop device
     * goes with the mount that made it.
     */
    @Override
    public void close() throws Exception {
        Said unmounted = said("umount", at.toString());
        if (unmounted.status() != 0) {
            said("umount", "--lazy", at.toString());
        }
        assertThat(unmounted.status()).as(unmounted.words()).isZero();
    }

    private static void allot(Path image) throws IOException {
        try (FileChannel file =
                FileChannel.open(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), SIZE - 1);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** How a tool ended, and all that it printed. */
    private record Said(int status, String words) {}

    private static Said said(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return new Said(process.waitFor(), words);
    }
}
