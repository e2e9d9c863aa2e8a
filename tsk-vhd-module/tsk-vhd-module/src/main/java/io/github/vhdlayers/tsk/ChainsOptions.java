package io.github.vhdlayers.tsk;

import java.time.ZoneId;
import java.util.Objects;
import org.sleuthkit.datamodel.DataSource;

/**
 * Which chains of a data source are added, and how. Immutable.
 *
 * @param checkpoints whether every disk of a chain becomes a data source, as the machine was at that checkpoint; otherwise the newest alone
 * @param strategy as a copy, or read through the case's files whenever the case is open
 * @param annotates whether every file of a chain says which layer it comes from
 */
public record ChainsOptions(boolean checkpoints, Strategy strategy, boolean annotates) {
    /** Checks that there is a strategy. */
    public ChainsOptions {
        Objects.requireNonNull(strategy);
    }

    /** The newest disk of each chain, as a copy, with annotations. */
    public static ChainsOptions defaults() {
        return new ChainsOptions(false, Strategy.COPY, true);
    }

    /** A machine's disk comes from its host's device, and its local times are read in the zone of this computer. */
    AddOptions adding(DataSource host) {
        return AddOptions.builder()
                .strategy(strategy)
                .deviceId(host.getDeviceId())
                .timeZone(ZoneId.systemDefault().getId())
                .origin(host.getName())
                .build();
    }
}
