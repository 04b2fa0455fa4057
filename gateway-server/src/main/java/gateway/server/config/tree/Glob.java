package gateway.server.config.tree;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that a pattern such as {@code conf.d/*.yaml} stands for, sorted. A star does not cross a slash. */
final class Glob {
    private Glob() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** Existing files only; a name that begins with a dot has to be asked for by name. */
    static List<Path> expand(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        found.add(pattern.startsWith("/") ? Path.of("/") : directory);
        for (String segment : List.of(pattern.split("/+", -1))) {
            if (!segment.isEmpty()) {
                found = step(found, segment);
            }
        }
        return found.stream().filter(Files::isRegularFile).sorted().toList();
    }

    private static List<Path> step(List<Path> directories, String segment) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory : directories) {
            if (!isPattern(segment)) {
                found.add(directory.resolve(segment));
            } else if (Files.isDirectory(directory)) {
                list(directory, segment, found);
            }
        }
        return found;
    }

    private static void list(Path directory, String segment, List<Path> found) throws IOException {
        // An empty path cannot be listed, but names in it must be shown without a leading "./".
        boolean here = directory.toString().isEmpty();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(here ? Path.of(".") : directory, segment)) {
            for (Path path : stream) {
                Path name = path.getFileName();
                if (segment.startsWith(".") || !name.toString().startsWith(".")) {
                    found.add(here ? name : path);
                }
            }
        }
    }
}
