package org.sleuthkit.datamodel;

public class TskException extends Exception {
    private static final long serialVersionUID = 1L;

    public TskException(String message) {
        super(message);
    }

    public TskException(String message, Exception cause) {
        super(message, cause);
    }
}
