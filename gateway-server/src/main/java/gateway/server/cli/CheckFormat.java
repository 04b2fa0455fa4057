package gateway.server.cli;

import gateway.server.config.Problem;
import gateway.server.config.Severity;
import gateway.server.json.Json;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** How {@code check} prints what it found. */
enum CheckFormat {
    /** A line each, as compilers do, and a line with the counts. */
    TEXT {
        @Override
        String print(String file, List<Problem> problems) {
            StringBuilder text = new StringBuilder();
            problems.forEach(problem -> text.append(problem).append('\n'));
            long errors = count(problems, Severity.ERROR);
            return text + file + ": " + (errors > 0 ? "not usable" : "usable") + ", " + number(errors, "error") + ", "
                    + number(count(problems, Severity.WARNING), "warning") + "\n";
        }
    },
    /** One object with the list of problems. */
    JSON {
        @Override
        String print(String file, List<Problem> problems) {
            return Json.object(json -> {
                json.writeStringProperty("file", file);
                json.writeNumberProperty("errors", count(problems, Severity.ERROR));
                json.writeNumberProperty("warnings", count(problems, Severity.WARNING));
                json.writeArrayPropertyStart("problems");
                problems.forEach(problem -> write(json, problem));
                json.writeEndArray();
            });
        }
    },
    /** Workflow commands, which GitHub shows at the line of a pull request. */
    GITHUB {
        @Override
        String print(String file, List<Problem> problems) {
            StringBuilder text = new StringBuilder();
            for (Problem problem : problems) {
                text.append("::" + word(problem) + " file=" + property(problem.file()) + ",line=" + problem.line()
                        + ",col=" + problem.column() + "::" + escape(message(problem)) + "\n");
            }
            return text.toString();
        }
    };

    abstract String print(String file, List<Problem> problems);

    private static void write(JsonGenerator json, Problem problem) {
        json.writeStartObject();
        json.writeStringProperty("severity", word(problem));
        json.writeStringProperty("file", problem.file());
        json.writeNumberProperty("line", problem.line());
        json.writeNumberProperty("column", problem.column());
        json.writeStringProperty("path", problem.path());
        json.writeStringProperty("message", problem.message());
        json.writeEndObject();
    }

    private static String word(Problem problem) {
        return problem.severity() == Severity.ERROR ? "error" : "warning";
    }

    private static String message(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }

    private static long count(List<Problem> problems, Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .count();
    }

    private static String number(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String escape(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return escape(text).replace(":", "%3A").replace(",", "%2C");
    }
}
