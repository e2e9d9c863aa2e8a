package io.github.vhdlayers.tool.map;

import io.github.vhdlayers.analysis.regions.ClusterMap;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which sectors of a mixed cluster each owner has, as hexadecimal numbers: bit <i>n</i> stands for the cluster's sector <i>n</i>. */
public final class SectorMasks {
    private SectorMasks() {}

    /** A mask for every owner, in the order in which they appear; together all bits are set, and none twice. */
    public static Map<String, String> of(ClusterMap map, ClusterMap.Run cluster) throws IOException {
        int sectors = Math.toIntExact(cluster.sectorCount());
        Map<String, BitSet> bits = new LinkedHashMap<>();
        RunCursor runs = map.ownersIn(cluster).runs();
        while (runs.next()) {
            int first = (int) (runs.firstSector() - cluster.firstSector());
            bits.computeIfAbsent(runs.owner().toString(), owner -> new BitSet(sectors))
                    .set(first, first + (int) runs.sectorCount());
        }
        Map<String, String> masks = new LinkedHashMap<>();
        bits.forEach((owner, mask) -> masks.put(owner, hex(mask, sectors)));
        return masks;
    }

    private static String hex(BitSet mask, int sectors) {
        byte[] lowestFirst = Arrays.copyOf(mask.toByteArray(), (sectors + 7) / 8);
        StringBuilder digits = new StringBuilder("0x");
        for (int i = lowestFirst.length - 1; i >= 0; i--) {
            digits.append(HexFormat.of().toHexDigits(lowestFirst[i]));
        }
        return digits.toString();
    }
}
