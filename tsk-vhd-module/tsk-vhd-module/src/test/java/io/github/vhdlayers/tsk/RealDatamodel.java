package io.github.vhdlayers.tsk;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs tests only where the Sleuth Kit's own datamodel is on the class path: with {@code -Dsleuthkit.jar=FILE -Dsleuthkit.lib=FOLDER}. It
 * is published nowhere, so no machine has it by itself and {@code -Dinterop=required} does not demand it.
 */
final class RealDatamodel implements ExecutionCondition {
    private static final boolean PRESENT = System.getProperty("sleuthkit.jar") != null;

    static {
        if (!PRESENT) {
            System.out.println("Cases are those of stand-ins for The Sleuth Kit's datamodel: name the real one with"
                    + " -Dsleuthkit.jar=FILE -Dsleuthkit.lib=FOLDER");
        }
    }

    static boolean isPresent() {
        return PRESENT;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return PRESENT
                ? ConditionEvaluationResult.enabled("there is a datamodel")
                : ConditionEvaluationResult.disabled("no -Dsleuthkit.jar");
    }
}
