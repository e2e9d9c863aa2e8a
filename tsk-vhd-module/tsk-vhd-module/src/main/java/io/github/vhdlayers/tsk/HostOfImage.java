package io.github.vhdlayers.tsk;

import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Host;
import org.sleuthkit.datamodel.HostManager;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/** The host of a data source that is being added: one of the case's, or a new one, which goes again if the data source is not added. */
final class HostOfImage {
    private final HostManager hosts;
    private final Host host;
    private final boolean isNew;

    private HostOfImage(HostManager hosts, Host host, boolean isNew) {
        this.hosts = hosts;
        this.host = host;
        this.isNew = isNew;
    }

    /**
     * @param given the host; null for a new one of the data source's name: the datamodel would name it by the copy's file
     * @param name what the data source is called
     */
    static HostOfImage of(SleuthkitCase sleuthkitCase, @Nullable Host given, String name) throws TskCoreException {
        HostManager hosts = sleuthkitCase.getHostManager();
        if (given != null) {
            return new HostOfImage(hosts, given, false);
        }
        String free = name + " Host";
        for (int number = 2; hosts.getHostByName(free).isPresent(); number++) {
            free = name + " Host " + number;
        }
        return new HostOfImage(hosts, hosts.newHost(free), true);
    }

    Host host() {
        return host;
    }

    /** Takes back a new host, because the data source is not in the case after all. */
    void takeBack(Exception reason) {
        if (isNew) {
            try {
                hosts.deleteHost(host.getName());
            } catch (TskCoreException | RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }
}
