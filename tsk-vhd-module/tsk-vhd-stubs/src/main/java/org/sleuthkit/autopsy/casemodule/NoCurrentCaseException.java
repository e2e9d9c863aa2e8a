package org.sleuthkit.autopsy.casemodule;

public class NoCurrentCaseException extends Exception {
    private static final long serialVersionUID = 1L;

    public NoCurrentCaseException(String message) {
        super(message);
    }
}
