package io.github.vhdlayers.filesystem;

import java.io.IOException;

/**
 * Nothing on this machine reads file systems; the message says what is missing, and what to do.
 *
 * @since 0.1.0
 */
public final class NoFileSystemReaderException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean installed;

    NoFileSystemReaderException(String message, boolean installed) {
        super(message);
        this.installed = installed;
    }

    /** Whether a service is on the class path, and only what it stands on is missing. */
    public boolean isInstalled() {
        return installed;
    }
}
