package org.sleuthkit.datamodel;

public final class Host {
    private final String name;

    Host(String name) {
        this.name = name;
    }

    public String getName() {
        return name;
    }
}
