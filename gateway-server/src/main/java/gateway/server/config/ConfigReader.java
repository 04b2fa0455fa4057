package gateway.server.config;

import gateway.core.config.ConfigProblem;
import gateway.core.config.ConfigValidator;
import gateway.core.config.GatewayConfig;
import gateway.core.downstream.tls.TlsCheck;
import gateway.core.downstream.tls.TlsProblem;
import gateway.server.config.shape.Reading;
import gateway.server.config.shape.Spot;
import gateway.server.config.tree.ConfigFiles;
import gateway.server.config.tree.Findings;
import gateway.server.config.tree.Findings.Finding;
import gateway.server.config.tree.Node.Mapping;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads configuration files: YAML, JSON, and what they include. Finds every problem of all of them in one go. Immutable; reads
 * files on the calling thread, so keep it off the event loops.
 */
public final class ConfigReader {
    private final Map<String, String> environment;
    private final boolean unknownKeysWarn;
    private final boolean asksForNames;
    private final boolean opensFiles;

    /** {@code environment} is what <code>${VAR}</code> in a file stands for. */
    public ConfigReader(Map<String, String> environment) {
        this(environment, false, false, false);
    }

    private ConfigReader(
            Map<String, String> environment, boolean unknownKeysWarn, boolean asksForNames, boolean opensFiles) {
        this.environment = Map.copyOf(environment);
        this.unknownKeysWarn = unknownKeysWarn;
        this.asksForNames = asksForNames;
        this.opensFiles = opensFiles;
    }

    /** A reader that passes over unknown keys with a warning: for going back to an older release with a newer file. */
    public ConfigReader warningOfUnknownKeys() {
        return new ConfigReader(environment, true, asksForNames, opensFiles);
    }

    /** A reader that warns of backends whose names do not resolve; it may wait for the network. */
    public ConfigReader askingForNames() {
        return new ConfigReader(environment, unknownKeysWarn, true, opensFiles);
    }

    /** A reader that also opens the files with keys and certificates, as a start does. */
    public ConfigReader openingFiles() {
        return new ConfigReader(environment, unknownKeysWarn, asksForNames, true);
    }

    /**
     * Reads a file.
     *
     * @throws InvalidConfigException with every problem
     */
    public LoadedConfig read(Path file) throws InvalidConfigException {
        Findings findings = new Findings();
        ConfigFiles files = new ConfigFiles(environment, findings);
        return load(files, files.read(file), findings);
    }

    /**
     * Reads a text that is no file, or not any more.
     *
     * @param fileName to show in problems
     * @param baseDirectory that relative paths in the text start from
     * @throws InvalidConfigException with every problem
     */
    public LoadedConfig readText(String text, String fileName, Path baseDirectory) throws InvalidConfigException {
        Findings findings = new Findings();
        ConfigFiles files = new ConfigFiles(environment, findings);
        return load(files, files.readText(text, fileName, baseDirectory), findings);
    }

    private LoadedConfig load(ConfigFiles files, Optional<Mapping> tree, Findings findings)
            throws InvalidConfigException {
        if (tree.isEmpty()) {
            throw new InvalidConfigException(sorted(findings, files));
        }
        Mapping root = tree.get();
        FileForm form = FileForm.of(root);
        GatewayConfig config = form.keys()
                .read(Spot.root(root), new Reading(findings, unknownKeysWarn))
                .orElseThrow();
        // What is missing in one file may stand in another one that could not be read.
        if (!findings.isIncomplete()) {
            new Verdict(root, form, findings).addErrors(ConfigValidator.validate(config));
        }
        if (findings.hasErrors()) {
            throw new InvalidConfigException(sorted(findings, files));
        }
        Verdict verdict = new Verdict(root, form, findings);
        if (opensFiles) {
            verdict.addErrors(FileProblems.of(config));
            TlsCheck tls = TlsCheck.of(config, Instant.now());
            verdict.addErrors(problems(tls.errors()));
            if (findings.hasErrors()) {
                throw new InvalidConfigException(sorted(findings, files));
            }
            verdict.addWarnings(problems(tls.warnings()));
        }
        verdict.addWarnings(ConfigLints.of(config));
        if (asksForNames) {
            verdict.addWarnings(NameLints.of(config));
        }
        return new LoadedConfig(
                config, files.files(), sorted(findings, files), root.entries().containsKey("admin"));
    }

    private static List<ConfigProblem> problems(List<TlsProblem> found) {
        return found.stream()
                .map(problem -> new ConfigProblem(problem.path(), problem.message()))
                .toList();
    }

    /** By line within a file, files in the order in which they were read. */
    private static List<Problem> sorted(Findings findings, ConfigFiles files) {
        List<String> order = files.files().stream().map(Path::toString).toList();
        return findings.toList().stream()
                .map(Problem::of)
                .sorted(Comparator.comparingInt((Problem problem) -> order.indexOf(problem.file()))
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }

    /** Adds problems of the whole to those of the file, where the file has not been found wrong already. */
    private record Verdict(Mapping root, FileForm form, Findings findings) {
        void addErrors(List<ConfigProblem> problems) {
            List<String> spoiled = findings.toList().stream()
                    .filter(finding -> !finding.warning())
                    .map(Finding::path)
                    .toList();
            for (ConfigProblem problem : problems) {
                String path = form.pathInFile(problem.path());
                if (spoiled.stream().noneMatch(other -> isOnTheWay(path, other) || isOnTheWay(other, path))) {
                    findings.error(PathLookup.find(root, path), path, problem.message() + first(problem));
                }
            }
        }

        /** Its place, since the numbers in a path count over all files. */
        private String first(ConfigProblem problem) {
            return problem.first()
                    .map(path -> " (first at " + PathLookup.find(root, form.pathInFile(path)) + ")")
                    .orElse("");
        }

        void addWarnings(List<ConfigProblem> lints) {
            for (ConfigProblem lint : lints) {
                String path = form.pathInFile(lint.path());
                findings.warning(PathLookup.find(root, path), path, lint.message());
            }
        }

        /** Whether one path leads through the other. */
        private static boolean isOnTheWay(String path, String prefix) {
            return path.startsWith(prefix)
                    && (path.length() == prefix.length()
                            || path.charAt(prefix.length()) == '.'
                            || path.charAt(prefix.length()) == '[');
        }
    }
}
