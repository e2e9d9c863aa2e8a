package io.github.vhdlayers.filesystems.ntfs;

/** Decodes the runs of one part of an attribute: lengths and signed distances of 1 to 8 bytes each. */
final class MappingPairs {
    private static final long MOST_CLUSTER = Long.MAX_VALUE / 4;

    private MappingPairs() {}

    /**
     * Adds the runs of a part.
     *
     * @param bytes the record that holds the part
     * @param from where the pairs begin
     * @param to where they must have ended
     * @param clusters how many clusters the part has by its header
     * @param into receives them; it ends where the part begins
     * @param most how many runs the list may have
     * @throws NtfsDamage if they cannot be decoded; what was decoded until then was added
     */
    static void decode(byte[] bytes, int from, int to, long clusters, RunList into, int most) throws NtfsDamage {
        long left = clusters;
        long place = 0;
        int at = from;
        while (at < to && bytes[at] != 0) {
            int lengthBytes = bytes[at] & 15;
            int placeBytes = bytes[at] >> 4 & 15;
            if (lengthBytes < 1 || lengthBytes > 8 || placeBytes > 8 || at + 1 + lengthBytes + placeBytes > to) {
                throw new NtfsDamage("its list of runs has a run of an impossible form");
            }
            long length = Le.signed(bytes, at + 1, lengthBytes);
            if (length <= 0 || length > left) {
                throw new NtfsDamage(
                        "its list of runs has a run of " + length + " clusters where " + left + " are left");
            }
            if (into.size() >= most) {
                throw new NtfsDamage("its list of runs has more than " + most + " runs");
            }
            if (placeBytes == 0) {
                into.add(RunList.SPARSE, length);
            } else {
                long distance = Le.signed(bytes, at + 1 + lengthBytes, placeBytes);
                place += distance;
                boolean possible = place >= 0 && place <= MOST_CLUSTER;
                into.add(possible ? place : RunList.LOST, length);
                if (!possible) {
                    throw new NtfsDamage("its list of runs leads to cluster " + place);
                }
            }
            left -= length;
            at += 1 + lengthBytes + placeBytes;
        }
    }
}
