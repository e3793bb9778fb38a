package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.lab.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people read: that links lead somewhere, and that both languages say the same. */
final class DocumentsTest {

    private static final Path TUTORIAL =
            Shell.project().resolve("docs/from-sockets-to-landline.md");
    private static final Pattern LINK = Pattern.compile("\\[[^\\[\\]]*]\\(([^()\\s]+)\\)");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");
    private static final Pattern LAB = Pattern.compile("landline lab((?: [a-z0-9]+)+)");

    /** One document: its text outside the blocks of code, and the blocks. */
    private record Document(Path file, String prose, List<String> blocks) {

        static Document read(Path file) throws IOException {
            StringBuilder prose = new StringBuilder();
            StringBuilder block = null;
            List<String> blocks = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("```")) {
                    if (block == null) {
                        block = new StringBuilder(line.substring(3)).append('\n');
                    } else {
                        blocks.add(block.toString());
                        block = null;
                    }
                } else {
                    (block == null ? prose : block).append(line).append('\n');
                }
            }
            assertThat(block).as("%s: a block of code has no end", file).isNull();
            return new Document(file, prose.toString(), blocks);
        }

        List<String> headings() {
            return prose.lines().filter(line -> line.matches("#+ .*")).toList();
        }

        /** How deep each heading is. */
        List<Integer> outline() {
            return headings().stream().map(heading -> heading.indexOf(' ')).toList();
        }

        Set<String> anchors() {
            Set<String> anchors = new TreeSet<>();
            for (String heading : headings()) {
                String anchor = anchor(heading.replaceFirst("^#+ ", ""));
                String unique = anchor;
                for (int again = 1; !anchors.add(unique); again++) {
                    unique = anchor + "-" + again;
                }
            }
            return anchors;
        }

        /** As GitHub and others make it. */
        private static String anchor(String heading) {
            return heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
        }

        List<String> links() {
            String text = prose.replaceAll("`[^`]*`", "code");
            return LINK.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(link -> !SCHEME.matcher(link).matches())
                    .toList();
        }

        /** What is wrong with a link, if anything. */
        private Stream<String> wrong(String link) {
            int hash = link.indexOf('#');
            String path = hash < 0 ? link : link.substring(0, hash);
            Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
            if (!Files.exists(target)) {
                return Stream.of(file + ": no file for " + link);
            }
            try {
                return hash < 0 || read(target).anchors().contains(link.substring(hash + 1))
                        ? Stream.empty()
                        : Stream.of(file + ": no heading for " + link);
            } catch (IOException e) {
                return Stream.of(file + ": cannot read what " + link + " leads to: " + e);
            }
        }

        Stream<String> brokenLinks() {
            return links().stream().flatMap(this::wrong);
        }
    }

    private static List<Document> documents() throws IOException {
        List<Path> files = new ArrayList<>();
        Path project = Shell.project();
        try (Stream<Path> root = Files.list(project);
                Stream<Path> docs = Files.walk(project.resolve("docs"));
                Stream<Path> spec = Files.walk(project.resolve("spec"))) {
            Stream.of(root, docs, spec)
                    .flatMap(some -> some)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .forEach(files::add);
        }
        List<Document> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(Document.read(file));
        }
        return documents;
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndToAHeading() throws Exception {
        List<Document> documents = documents();
        assertThat(documents).flatMap(Document::links).isNotEmpty();
        assertThat(documents.stream().flatMap(Document::brokenLinks)).isEmpty();
    }

    @Test
    void everyExperimentThatIsNamedCanBeRunAndTheTutorialNamesAll() throws Exception {
        Set<String> experiments =
                Experiment.all().stream()
                        .map(Experiment::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (Document document : documents()) {
            assertThat(experimentsIn(document)).as("%s", document.file()).isSubsetOf(experiments);
        }
        assertThat(experimentsIn(Document.read(TUTORIAL))).isEqualTo(experiments);
    }

    private static Set<String> experimentsIn(Document document) throws IOException {
        return LAB.matcher(Files.readString(document.file()))
                .results()
                .flatMap(found -> Stream.of(found.group(1).strip().split(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesHaveTheSameOutlineAndAsManyBlocksOfCode() throws Exception {
        List<Document> translated =
                documents().stream()
                        .filter(each -> each.file().toString().endsWith(".zh-CN.md"))
                        .toList();
        assertThat(translated).hasSizeGreaterThan(1);
        for (Document chinese : translated) {
            Document english = Document.read(inEnglish(chinese.file()));
            assertThat(chinese.outline()).as("%s", chinese.file()).isEqualTo(english.outline());
            assertThat(chinese.blocks()).as("%s", chinese.file()).hasSameSizeAs(english.blocks());
        }
    }

    private static Path inEnglish(Path chinese) {
        return Path.of(chinese.toString().replace(".zh-CN.md", ".md"));
    }

    @Test
    void bothTutorialsShowTheSameOutput() throws Exception {
        Path chinese = Path.of(TUTORIAL.toString().replace(".md", ".zh-CN.md"));
        assertThat(Document.read(chinese).blocks()).isEqualTo(Document.read(TUTORIAL).blocks());
    }

    @Test
    void thePythonInTheTutorialStandsInTheExamples() throws Exception {
        List<String> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(Shell.project().resolve("examples/python/classic"))) {
            for (Path script : files.filter(file -> file.toString().endsWith(".py")).toList()) {
                scripts.add(withoutIndentation(Files.readString(script)));
            }
        }
        List<String> quotes =
                Document.read(TUTORIAL).blocks().stream()
                        .filter(block -> block.startsWith("python\n"))
                        .flatMap(block -> Stream.of(block.substring(7).split("\n\n")))
                        .map(DocumentsTest::withoutIndentation)
                        .toList();
        assertThat(quotes).isNotEmpty();
        for (String quote : quotes) {
            assertThat(scripts).as(quote).anyMatch(script -> script.contains(quote));
        }
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
