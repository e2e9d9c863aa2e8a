package org.sleuthkit.datamodel;

public final class Host {
    Host() {}

    public String getName() {
        throw new UnsupportedOperationException("a stub");
    }
}
