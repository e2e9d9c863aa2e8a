package org.sleuthkit.autopsy.appservices;

import org.sleuthkit.autopsy.casemodule.Case;

public interface AutopsyService {
    String getServiceName();

    default void openCaseResources(CaseContext context) throws AutopsyServiceException {}

    default void closeCaseResources(CaseContext context) throws AutopsyServiceException {}

    class CaseContext {
        private CaseContext() {}

        public Case getCase() {
            throw new UnsupportedOperationException("a stub");
        }

        public boolean cancelRequested() {
            throw new UnsupportedOperationException("a stub");
        }
    }

    class AutopsyServiceException extends Exception {
        private static final long serialVersionUID = 1L;

        public AutopsyServiceException(String message) {
            super(message);
        }

        public AutopsyServiceException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
