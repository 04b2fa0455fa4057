package gateway.it.process;

import java.io.File;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the programs of {@link NeedsTools} on the path. */
final class ToolCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsTools.class)
                .map(NeedsTools::value)
                .map(tools ->
                        Stream.of(tools).filter(tool -> !isInstalled(tool)).toList())
                .orElse(List.of());
        return Requirement.TOOLS.check(missing.isEmpty() ? "" : "not installed: " + String.join(", ", missing));
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> new File(directory, tool).canExecute());
    }
}
