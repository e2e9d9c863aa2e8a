package io.github.vhdlayers.tsk;

import java.util.Locale;

/** How a chain gets into a case. */
public enum Strategy {
    /**
     * As a copy: a raw file in the case's folder, sparse where the disk is zeros. Works on every system, and the case can be opened
     * again without this library.
     */
    COPY,
    /**
     * Without a copy: the Sleuth Kit reads the chain through this library. Only on Linux; needs the evidence and this library whenever
     * the case is opened, and then {@link VhdImageProvider#reattach()} before anything reads the image.
     */
    DIRECT;

    /** The name as it is kept in a case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
