package io.github.vhdlayers.filesystems.ntfs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Which records say that they are in which folder, from one look at the whole MFT. Holds a number for each name, so that memory is
 * bounded, and no more than a certain number of them.
 */
final class ChildMap {
    /** 16 MiB. */
    private static final int MOST = 1 << 21;

    private final long[] pairs;
    private final boolean isWhole;

    private ChildMap(long[] pairs, boolean isWhole) {
        this.pairs = pairs;
        this.isWhole = isWhole;
    }

    /** Whether all records were read, and all their names fitted. */
    boolean isWhole() {
        return isWhole;
    }

    /**
     * Looks at the whole MFT.
     *
     * @param inUse whether files that exist are looked for, or deleted ones
     */
    static ChildMap of(Mft mft, boolean inUse) throws IOException {
        Building building = new Building(mft.count() > Integer.MAX_VALUE);
        boolean read = MftScan.run(mft, record -> {
            if (record.isInUse() == inUse) {
                long file = record.isExtension() ? record.baseNumber() : record.number();
                for (Attribute attribute : record.attributes(problem -> {})) {
                    if (attribute.type() == Attribute.FILE_NAME && attribute.isResident()) {
                        NtfsName name = NtfsName.of(
                                record.bytes(), attribute.valueAt(), attribute.valueAt() + attribute.valueLength());
                        if (name != null && !name.isDos()) {
                            building.add(name.parent(), file);
                        }
                    }
                }
            }
            return true;
        });
        return building.finish(read);
    }

    private static final class Building {
        private long[] pairs = new long[1024];
        private int count;
        private boolean isFull;

        Building(boolean isFull) {
            this.isFull = isFull;
        }

        void add(long parent, long child) {
            if (isFull || count >= MOST || parent > Integer.MAX_VALUE || child > Integer.MAX_VALUE) {
                isFull = true;
                return;
            }
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, count * 2);
            }
            pairs[count++] = parent << 32 | child;
        }

        ChildMap finish(boolean read) {
            long[] sorted = Arrays.copyOf(pairs, count);
            Arrays.sort(sorted);
            return new ChildMap(sorted, read && !isFull);
        }
    }

    /** The records that name a folder's record as their parent, each once. */
    long[] children(long folder) {
        if (folder > Integer.MAX_VALUE) {
            return new long[0];
        }
        int from = firstAt(folder << 32);
        int to = firstAt((folder + 1) << 32);
        return Arrays.stream(pairs, from, to)
                .map(pair -> pair & 0xFFFF_FFFFL)
                .distinct()
                .toArray();
    }

    private int firstAt(long pair) {
        int found = Arrays.binarySearch(pairs, pair);
        if (found < 0) {
            return -found - 1;
        }
        while (found > 0 && pairs[found - 1] == pair) {
            found--;
        }
        return found;
    }

    /** The names in a list that are in a folder, without their DOS forms. */
    static List<NtfsName> namesIn(List<NtfsName> names, long folder, int sequence) {
        return names.stream()
                .filter(name -> !name.isDos()
                        && name.parent() == folder
                        && (name.parentSequence() == sequence || name.parentSequence() == 0))
                .toList();
    }
}
