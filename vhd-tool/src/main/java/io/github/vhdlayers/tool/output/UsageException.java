package io.github.vhdlayers.tool.output;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A usage error with a message of several lines, in which all that a user or a disk says is escaped already. */
public final class UsageException extends ParameterException {
    private static final long serialVersionUID = 1L;

    public UsageException(CommandLine command, String escaped) {
        super(command, escaped);
    }
}
