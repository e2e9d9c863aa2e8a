package org.sleuthkit.datamodel;

public class TskCoreException extends TskException {
    private static final long serialVersionUID = 1L;

    public TskCoreException(String message) {
        super(message);
    }

    public TskCoreException(String message, Exception cause) {
        super(message, cause);
    }
}
