package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;

/** A structure that cannot be understood, or that does not fit the volume; the message says which, and why. */
final class NtfsDamage extends IOException {
    private static final long serialVersionUID = 1L;

    NtfsDamage(String message) {
        super(message);
    }
}
