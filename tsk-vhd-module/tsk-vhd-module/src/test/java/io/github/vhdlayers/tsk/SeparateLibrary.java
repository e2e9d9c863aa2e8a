package io.github.vhdlayers.tsk;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs tests of disks that are read without a copy only where the datamodel has loaded libtsk as a library of its own: the real datamodel its own,
 * its stand-ins that of the machine (Debian's {@code libtsk19}).
 */
final class SeparateLibrary implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (RealDatamodel.isPresent()) {
            return ConditionEvaluationResult.enabled("there is a datamodel");
        }
        try {
            return ConditionEvaluationResult.enabled("there is " + LoadedLibrary.find());
        } catch (DirectUnavailableException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }
}
