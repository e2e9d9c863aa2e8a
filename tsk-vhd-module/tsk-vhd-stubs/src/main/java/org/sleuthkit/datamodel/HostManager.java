package org.sleuthkit.datamodel;

import java.util.Optional;

public final class HostManager {
    private final StoredCase stored;

    HostManager(StoredCase stored) {
        this.stored = stored;
    }

    /** The host that has the name already, if one has. */
    public Host newHost(String name) throws TskCoreException {
        synchronized (stored) {
            return stored.hosts.computeIfAbsent(name, Host::new);
        }
    }

    /** Does nothing to a host that something belongs to; returns its id if it was there. */
    public Long deleteHost(String name) throws TskCoreException {
        synchronized (stored) {
            Host host = stored.hosts.get(name);
            if (host == null || stored.isUsed(host)) {
                return null;
            }
            stored.hosts.remove(name);
            return 1L;
        }
    }

    public Optional<Host> getHostByName(String name) throws TskCoreException {
        synchronized (stored) {
            return Optional.ofNullable(stored.hosts.get(name));
        }
    }
}
