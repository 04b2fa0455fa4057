package gateway.it.container;

import com.github.dockerjava.api.exception.NotFoundException;
import gateway.it.process.Requirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/** Asks the engine for the images of {@link NeedsImages}. */
final class ImageCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Requirement.CONTAINERS.check("no Docker engine answers");
        }
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsImages.class)
                .map(NeedsImages::value)
                .map(images ->
                        Stream.of(images).filter(image -> !isThere(image)).toList())
                .orElse(List.of());
        return Requirement.CONTAINERS.check(
                missing.isEmpty() ? "" : "no image " + String.join(", ", missing) + " (.ci/images makes them)");
    }

    private static boolean isThere(String image) {
        try {
            DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
