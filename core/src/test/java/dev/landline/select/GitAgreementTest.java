package dev.landline.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines mean what they mean to git. */
@Timeout(120)
class GitAgreementTest {

    /** More of them with {@code -Dgit.rounds=5000}. */
    private static final int ROUNDS = Integer.getInteger("git.rounds", 200);

    private static final String[] NAMES = {
        "a", "b", "c", "ab", "ba", "a*", "*", "a b", "a ", "a.b", ".b", "a+", "{a}", "$a", "(b)",
        "]", "[a]", "#", "!", "a|b", ","
    };
    private static final String[] PIECES = {
        "a",
        "b",
        "c",
        "*",
        "?",
        "??",
        "**",
        "a*",
        "*b",
        "*a*",
        "a**b",
        "[ab]",
        "[!a]",
        "[^b]",
        "[a-c]",
        "[a-c]*",
        "a\\*",
        "\\*",
        "a b",
        "a.b",
        "*.b",
        ".*",
        "{a}",
        "a+",
        "$a",
        "(b)",
        "[[:alpha:]]",
        "[]]",
        "[!]a]",
        "\\[a\\]",
        "\\#",
        "\\!",
        "a\\ ",
        "a|b",
        "[,|]",
        "[\\]]",
        "\\a"
    };

    @TempDir Path repository;

    @Test
    void everyPathIsLeftOutThatGitIgnores() throws Exception {
        assumeTrue(isInstalled(), "git is not installed");
        run(List.of(), "git", "init", "--quiet");
        Map<String, Boolean> tree = new TreeMap<>();
        plant("", 3, tree);
        List<String> paths = List.copyOf(tree.keySet());
        int ignored = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = lines(new Random(round));
            Files.write(repository.resolve(".git/info/exclude"), lines);
            List<Boolean> git = ignoredByGit(paths);
            Exclusions exclusions = Exclusions.of(lines);
            for (int i = 0; i < paths.size(); i++) {
                assertThat(isLeftOut(exclusions, paths.get(i), tree.get(paths.get(i))))
                        .as("%s with the lines %s, round %s", paths.get(i), lines, round)
                        .isEqualTo(git.get(i));
                ignored += git.get(i) ? 1 : 0;
            }
        }

        assertThat(ignored).isBetween(ROUNDS * paths.size() / 20, ROUNDS * paths.size() / 2);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Names that stand for directories are so at each depth; the others are files. */
    private void plant(String parent, int depth, Map<String, Boolean> tree) throws IOException {
        for (int i = 0; i < NAMES.length; i++) {
            String path = parent + NAMES[i];
            boolean directory = depth > 1 && i % (depth == 3 ? 2 : 5) == 0;
            tree.put(path, directory);
            if (directory) {
                Files.createDirectory(repository.resolve(path));
                plant(path + "/", depth - 1, tree);
            } else {
                Files.createFile(repository.resolve(path));
            }
        }
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            StringBuilder line = new StringBuilder();
            line.append(!lines.isEmpty() && random.nextInt(4) == 0 ? "!" : "");
            line.append(random.nextInt(4) == 0 ? "/" : "");
            for (int names = random.nextInt(3); names >= 0; names--) {
                line.append(PIECES[random.nextInt(PIECES.length)]).append(names > 0 ? "/" : "");
            }
            line.append(random.nextInt(4) == 0 ? "/" : "");
            line.append(random.nextInt(8) == 0 ? "  " : "");
            lines.add(line.toString());
        }
        return lines;
    }

    /** As whoever walks the tree asks: parents first. */
    private static boolean isLeftOut(Exclusions exclusions, String path, boolean directory) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (exclusions.excludes(path.substring(0, slash), true)) {
                return true;
            }
        }
        return exclusions.excludes(path, directory);
    }

    private List<Boolean> ignoredByGit(List<String> paths) throws Exception {
        // Source, line, pattern, path; the first three are empty where no line fits.
        String[] fields =
                run(paths, "git", "check-ignore", "--no-index", "-z", "-v", "-n", "--stdin")
                        .split("\0", -1);
        List<Boolean> ignored = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            assertThat(fields[4 * i + 3]).isEqualTo(paths.get(i));
            ignored.add(!fields[4 * i].isEmpty() && !fields[4 * i + 2].startsWith("!"));
        }
        return ignored;
    }

    private String run(List<String> input, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().remove("GIT_DIR");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        Thread writer =
                Thread.startVirtualThread(() -> {
                    try (OutputStream to = process.getOutputStream()) {
                        to.write(String.join("\0", input).getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        try (InputStream from = process.getInputStream()) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            writer.join();
            process.waitFor();
        }
    }
}
