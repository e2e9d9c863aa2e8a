package org.sleuthkit.datamodel;

public class TskDataException extends TskException {
    private static final long serialVersionUID = 1L;

    public TskDataException(String message) {
        super(message);
    }

    public TskDataException(String message, Exception cause) {
        super(message, cause);
    }
}
