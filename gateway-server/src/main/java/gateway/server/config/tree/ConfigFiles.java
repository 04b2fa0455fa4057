package gateway.server.config.tree;

import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Node.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a configuration file and those that it includes, fills variables in, and merges them into one tree. For one use. */
public final class ConfigFiles {
    private static final String INCLUDE = "include";

    private final Budget budget = new Budget();
    private final Findings findings;
    private final DocumentReader documents;
    private final Interpolation interpolation;
    private final List<Path> files = new ArrayList<>();
    private final List<Mapping> trees = new ArrayList<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private final Map<Path, Place> includedAt = new HashMap<>();

    public ConfigFiles(Map<String, String> environment, Findings findings) {
        this.findings = findings;
        this.documents = new DocumentReader(budget, findings);
        this.interpolation = new Interpolation(environment, budget, findings);
    }

    /** The merged tree; empty when no file could be read. What is wrong went to the findings. */
    public Optional<Mapping> read(Path file) {
        Path directory = file.getParent() == null ? Path.of("") : file.getParent();
        Source source = new Source(file.toString(), directory);
        load(file, source, new Place(source, 1, 1), "");
        return merged();
    }

    /** The same for a text that is no file, or not any more. */
    public Optional<Mapping> readText(String text, String name, Path directory) {
        document(new Source(name, directory), text);
        return merged();
    }

    /** Files that were read, in that order. */
    public List<Path> files() {
        return List.copyOf(files);
    }

    private Optional<Mapping> merged() {
        return trees.isEmpty() ? Optional.empty() : Optional.of(new Merge(findings).all(trees));
    }

    /** {@code namedAt} is where the file is asked for: there a missing one is reported. */
    private void load(Path file, Source source, Place namedAt, String path) {
        Path identity = identity(file);
        if (open.contains(identity)) {
            findings.error(namedAt, path, "\"" + file + "\" includes itself, in the end (expected: no cycle)");
            return;
        }
        Place first = includedAt.putIfAbsent(identity, namedAt);
        if (first != null) {
            findings.error(namedAt, path, "\"" + file + "\" is included twice (first at " + first + ")");
            return;
        }
        if (files.size() >= Budget.FILES) {
            findings.error(namedAt, path, "more than " + Budget.FILES + " files (expected: fewer)");
            return;
        }
        files.add(file);
        open.push(identity);
        try {
            document(source, DocumentReader.text(file));
        } catch (IOException e) {
            findings.unreadable(namedAt, "\"" + file + "\" " + e.getMessage());
        }
        open.pop();
    }

    private void document(Source source, String text) {
        Optional<Mapping> read = documents.read(source, text);
        if (read.isEmpty()) {
            return;
        }
        Mapping tree = interpolation.apply(withoutAnchors(read.get()), "");
        Map<String, Entry> sections = new LinkedHashMap<>(tree.entries());
        Entry include = sections.remove(INCLUDE);
        trees.add(tree.with(sections));
        if (include != null) {
            include(include.value());
        }
    }

    /** Keys {@code x-...} hold anchors for use elsewhere and mean nothing by themselves. */
    private static Mapping withoutAnchors(Mapping root) {
        Map<String, Entry> entries = new LinkedHashMap<>(root.entries());
        entries.keySet().removeIf(key -> key.startsWith("x-"));
        return root.with(entries);
    }

    private void include(Node value) {
        if (!(value instanceof Sequence list)) {
            if (!(value instanceof Node.Broken)) {
                findings.error(
                        value.place(), INCLUDE, value.kind() + " (expected: a list of files, as in [conf.d/*.yaml])");
            }
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            Node item = list.items().get(i);
            String path = INCLUDE + "[" + i + "]";
            if (item instanceof Scalar scalar && !scalar.text().isBlank()) {
                includeAll(scalar, path);
            } else if (!(item instanceof Node.Broken)) {
                findings.error(
                        item.place(), path, item.kind() + " (expected: a file or a pattern such as conf.d/*.yaml)");
            }
        }
    }

    private void includeAll(Scalar pattern, String path) {
        Path directory = pattern.place().source().directory();
        try {
            if (!Glob.isPattern(pattern.text())) {
                loadIncluded(directory.resolve(pattern.text()), pattern, path);
                return;
            }
            List<Path> found = Glob.expand(directory, pattern.text());
            if (found.isEmpty()) {
                findings.warning(pattern.place(), path, "\"" + pattern.text() + "\" stands for no file");
            }
            for (Path file : found) {
                loadIncluded(file, pattern, path);
            }
        } catch (IOException | IllegalArgumentException e) {
            findings.error(pattern.place(), path, "\"" + pattern.text() + "\" cannot be looked up: " + e.getMessage());
        }
    }

    private void loadIncluded(Path file, Scalar pattern, String path) {
        Path directory = file.getParent() == null ? Path.of("") : file.getParent();
        load(file, new Source(file.toString(), directory), pattern.place(), path);
    }

    private static Path identity(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException | InvalidPathException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
