package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.RowTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deals the disks of a lab out to tasks. Chains of one base stay together, small ones share a task, and a large disk is cut where its
 * table can be. Immutable.
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
        List<DiskPart> parts = new ArrayList<>();
        lab.stream()
                .filter(selection::has)
                .sorted(Comparator.comparing(LabDisk::last))
                .forEach(disk -> cut(disk, parts));
        long all = parts.stream().mapToLong(this::cost).sum();
        long share = Math.max(1, all / Math.max(1, (long) processors * TASKS_PER_PROCESSOR));
        List<VhdPartition> partitions = new ArrayList<>();
        List<DiskPart> together = new ArrayList<>();
        long cost = 0;
        for (DiskPart part : parts) {
            together.add(part);
            cost += cost(part);
            if (cost >= share) {
                partitions.add(new VhdPartition(settings.table(), columns, together));
                together = new ArrayList<>();
                cost = 0;
            }
        }
        if (!together.isEmpty()) {
            partitions.add(new VhdPartition(settings.table(), columns, together));
        }
        return partitions;
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
