package gateway.server.config.tree;

import gateway.server.config.tree.Node.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;

/** Reads one file into the map that a configuration file must be. */
final class DocumentReader {
    private final Budget budget;
    private final Findings findings;

    DocumentReader(Budget budget, Findings findings) {
        this.budget = budget;
        this.findings = findings;
    }

    /** The text of a file. */
    static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a directory (expected: a file)");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(Budget.DOCUMENT_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("may not be read by this user", e);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8", e);
        }
    }

    /** The file's map; empty after a problem was reported. */
    Optional<Mapping> read(Source source, String text) {
        Place start = new Place(source, 1, 1);
        if (text.length() > Budget.DOCUMENT_BYTES) {
            findings.unreadable(start, "larger than " + Budget.DOCUMENT_BYTES + " bytes (expected: less)");
            return Optional.empty();
        }
        try {
            Node root = tree(source, text).orElseGet(() -> new Mapping(new LinkedHashMap<>(), false, start));
            if (root instanceof Mapping mapping) {
                return Optional.of(mapping);
            }
            if (root instanceof Node.Scalar scalar && scalar.isNull()) {
                return Optional.of(new Mapping(new LinkedHashMap<>(), false, start));
            }
            findings.unreadable(root.place(), root.kind() + " (expected: a map with keys such as listeners and pools)");
        } catch (SyntaxException e) {
            findings.unreadable(e.place(), e.reason());
        }
        return Optional.empty();
    }

    private Optional<Node> tree(Source source, String text) throws SyntaxException {
        if (!text.stripLeading().startsWith("{")) {
            return YamlTree.read(source, text, budget, findings);
        }
        Findings ofJson = new Findings();
        long before = budget.nodes();
        try {
            Node root = JsonTree.read(source, text, budget, ofJson);
            findings.addAll(ofJson);
            return Optional.of(root);
        } catch (SyntaxException notJson) {
            budget.resetNodes(before);
            return yamlInBraces(source, text, notJson);
        }
    }

    /** YAML may begin with a brace too. When it is neither, the complaint is about what the file's name promises. */
    private Optional<Node> yamlInBraces(Source source, String text, SyntaxException notJson) throws SyntaxException {
        try {
            return YamlTree.read(source, text, budget, findings);
        } catch (SyntaxException notYaml) {
            String name = source.name().toLowerCase(Locale.ROOT);
            throw name.endsWith(".yaml") || name.endsWith(".yml") ? notYaml : notJson;
        }
    }
}
