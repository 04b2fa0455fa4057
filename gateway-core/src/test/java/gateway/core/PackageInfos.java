package gateway.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rule for package-info files: what the package is, what it may import, where to start reading. */
public final class PackageInfos {
    private static final Pattern FORM = Pattern.compile(
            "/\\*\\* \\S.*May import: .* Start reading at \\{@link (?<start>[\\w.]+)}.* @NullMarked package .*");

    /** The comment is wrapped anywhere: its line ends, with what begins the next line, count as blanks. */
    private static final Pattern LINE_END = Pattern.compile("\\R( \\*(?!/))? *");

    private PackageInfos() {}

    /** What is wrong with the packages below a source directory; each package that has a source file needs its package-info. */
    public static List<String> problems(Path sources) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path directory : packages(sources)) {
            Path info = directory.resolve("package-info.java");
            if (!Files.exists(info)) {
                problems.add(info + ": missing");
                continue;
            }
            Matcher form = FORM.matcher(LINE_END.matcher(Files.readString(info)).replaceAll(" "));
            if (!form.matches()) {
                problems.add(
                        info + ": expected what it is, 'May import: ...', 'Start reading at {@link ...}', @NullMarked");
            } else if (!Files.exists(sources.resolve(form.group("start").replace('.', '/') + ".java"))) {
                problems.add(info + ": no class " + form.group("start") + " to start reading at");
            }
        }
        return problems;
    }

    private static List<Path> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }
}
