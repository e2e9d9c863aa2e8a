package io.github.vhdlayers.tsk;

import io.github.vhdlayers.diag.SafeText;
import java.util.Objects;

/** What a failure says, safe to show: its message may contain a path of the evidence, and some have none. */
final class FailureText {
    private FailureText() {}

    static String of(Exception failure) {
        return SafeText.escape(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }
}
