package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Deals the disks of a lab out to tasks. Chains of one base stay together, because a task reads of their files what it needs once; they
 * fill several tasks only if they are more than one task's share, and then about as many as there are processors. Small ones share a task,
 * and a large disk is cut where its table can be. Immutable.
 */
final class Dealer {
    /** What opening a disk costs, in bytes that could be read meanwhile. */
    private static final long OPENING_BYTES = 1L << 22;

    private static final int TASKS_PER_PROCESSOR = 4;
    /** More parts than that of one disk are not listed: a small file can claim 64 TiB. */
    private static final long MOST_PARTS = 10_000;

    private final VhdSettings settings;
    private final List<String> columns;
    private final Selection selection;

    Dealer(VhdSettings settings, List<String> columns, Selection selection) {
        this.settings = settings;
        this.columns = List.copyOf(columns);
        this.selection = selection;
    }

    List<VhdPartition> deal(List<LabDisk> lab, int processors) {
        Map<String, List<DiskPart>> byBase = new TreeMap<>();
        for (LabDisk disk : lab) {
            if (selection.has(disk)) {
                cut(disk, byBase.computeIfAbsent(disk.last(), base -> new ArrayList<>()));
            }
        }
        long all = byBase.values().stream().mapToLong(this::cost).sum();
        long share = Math.max(1, all / Math.max(1, (long) processors * TASKS_PER_PROCESSOR));
        Tasks tasks = new Tasks();
        for (List<DiskPart> ofBase : byBase.values()) {
            long cost = cost(ofBase);
            if (cost <= share) {
                ofBase.forEach(tasks::add);
                tasks.endIfOf(share);
            } else {
                tasks.endIfOf(0);
                long each = sharesFiles() ? Math.max(share, (cost + processors - 1) / Math.max(1, processors)) : share;
                for (DiskPart part : ofBase) {
                    tasks.add(part);
                    tasks.endIfOf(each);
                }
                tasks.endIfOf(0);
            }
        }
        tasks.endIfOf(0);
        return tasks.all;
    }

    /** Whether chains of one base read of the same files. */
    private boolean sharesFiles() {
        return settings.table() != RowTable.BLOCKS;
    }

    /** Tasks while they are filled. */
    private final class Tasks {
        private final List<VhdPartition> all = new ArrayList<>();
        private List<DiskPart> parts = new ArrayList<>();
        private long cost;

        void add(DiskPart part) {
            parts.add(part);
            cost += cost(part);
        }

        /** Begins another task if this one costs so much, and is not empty. */
        void endIfOf(long enough) {
            if (!parts.isEmpty() && cost >= enough) {
                all.add(new VhdPartition(settings.table(), columns, parts));
                parts = new ArrayList<>();
                cost = 0;
            }
        }
    }

    private long cost(List<DiskPart> parts) {
        return parts.stream().mapToLong(this::cost).sum();
    }

    private void cut(LabDisk disk, List<DiskPart> parts) {
        long length = Math.max(settings.partSectors(), roundedUp(disk.sectors() / MOST_PARTS));
        if (!settings.table().isDivisible() || disk.sectors() <= length) {
            if (!settings.table().isDivisible() || disk.chain() == null || selection.has(0, disk.sectors())) {
                parts.add(DiskPart.of(disk, 0, Long.MAX_VALUE));
            }
            return;
        }
        for (long first = 0; first < disk.sectors(); first += length) {
            long end = first + length >= disk.sectors() ? Long.MAX_VALUE : first + length;
            if (selection.has(first, end)) {
                parts.add(DiskPart.of(disk, first, end));
            }
        }
    }

    private long roundedUp(long sectors) {
        return (sectors + settings.partSectors()) / settings.partSectors() * settings.partSectors();
    }

    private long cost(DiskPart part) {
        boolean readsData = settings.table() == RowTable.BLOCKS
                || settings.table() == RowTable.FILES
                || columns.contains("changed_sectors");
        return OPENING_BYTES + (readsData ? part.bytes() : 0);
    }
}
