package org.sleuthkit.autopsy.appservices;

import org.sleuthkit.autopsy.casemodule.Case;

/** Stands in for Autopsy's. */
public interface AutopsyService {
    String getServiceName();

    default void openCaseResources(CaseContext context) throws AutopsyServiceException {}

    default void closeCaseResources(CaseContext context) throws AutopsyServiceException {}

    /** A case that is being opened. */
    final class CaseContext {
        private final Case autopsyCase;

        public CaseContext(Case autopsyCase) {
            this.autopsyCase = autopsyCase;
        }

        public Case getCase() {
            return autopsyCase;
        }

        public boolean cancelRequested() {
            return false;
        }
    }

    /** Why resources could not be opened. */
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
