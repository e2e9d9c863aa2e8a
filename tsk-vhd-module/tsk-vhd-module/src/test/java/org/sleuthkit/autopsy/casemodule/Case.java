package org.sleuthkit.autopsy.casemodule;

import org.sleuthkit.datamodel.SleuthkitCase;

/** Stands in for Autopsy's: the case that a test opened. */
public final class Case {
    private static Case current;

    private final SleuthkitCase sleuthkitCase;
    private final String moduleDirectory;

    private Case(SleuthkitCase sleuthkitCase, String moduleDirectory) {
        this.sleuthkitCase = sleuthkitCase;
        this.moduleDirectory = moduleDirectory;
    }

    /** Opens one; null closes it. */
    public static void open(SleuthkitCase sleuthkitCase, String moduleDirectory) {
        current = sleuthkitCase == null ? null : new Case(sleuthkitCase, moduleDirectory);
    }

    public static Case getCurrentCaseThrows() throws NoCurrentCaseException {
        if (current == null) {
            throw new NoCurrentCaseException("no case is open");
        }
        return current;
    }

    public SleuthkitCase getSleuthkitCase() {
        return sleuthkitCase;
    }

    public String getModuleDirectory() {
        return moduleDirectory;
    }
}
