package org.sleuthkit.autopsy.casemodule;

import org.sleuthkit.datamodel.SleuthkitCase;

public class Case {
    private Case() {}

    public static Case getCurrentCaseThrows() throws NoCurrentCaseException {
        throw new UnsupportedOperationException("a stub");
    }

    public SleuthkitCase getSleuthkitCase() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getModuleDirectory() {
        throw new UnsupportedOperationException("a stub");
    }
}
