package io.github.vhdlayers.tool.map;

import io.github.vhdlayers.analysis.regions.ClusterMap;
import io.github.vhdlayers.ownership.Owner;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many clusters each owner has. */
public final class ClusterTally {
    private static final String MIXED = "mixed";

    /** Layers by their numbers, then the rest. */
    private final Map<String, Long> clusters =
            new TreeMap<>(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));

    /** The owner of a run: a layer's number, {@code unwritten}, {@code unknown} or {@code mixed}. */
    public static String ownerOf(ClusterMap.Run run) {
        Owner owner = run.owner();
        return owner == null ? MIXED : owner.toString();
    }

    public void add(ClusterMap.Run run) {
        clusters.merge(ownerOf(run), run.clusterCount(), Long::sum);
    }

    /** Clusters by owner; owners that have none are left out. */
    public Map<String, Long> counts() {
        return clusters;
    }

    @Override
    public String toString() {
        return clusters.isEmpty()
                ? "no clusters"
                : clusters.entrySet().stream()
                        .map(entry -> label(entry.getKey()) + ": " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String label(String owner) {
        return Character.isDigit(owner.charAt(0)) ? "layer " + owner : owner;
    }
}
