package io.github.vhdlayers.tool.extract;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.PartialFile;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes what some layers store in blocks that the file systems have freed: the bytes one after the other into {@code freed.bin}, and a table of
 * their places on the disk, {@code freed.csv}. For one thread.
 */
public final class FreedSectors {
    private static final String BYTES = "freed.bin";
    private static final String TABLE = "freed.csv";
    private static final int SECTOR = 512;
    private static final int BUFFER_BYTES = 1 << 18;

    private final MergedSource view;
    private final int since;
    private final DiskFileSystems systems;
    private final LongConsumer progress;
    private final MessageDigest digest = HashAlgorithm.SHA256.digest();
    private final MessageDigest tableDigest = HashAlgorithm.SHA256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final List<String> problems = new ArrayList<>();
    private long at;
    private long tableAt;

    private FreedSectors(MergedSource view, int since, DiskFileSystems systems, LongConsumer progress) {
        this.view = view;
        this.since = since;
        this.systems = systems;
        this.progress = progress;
    }

    /**
     * What was written.
     *
     * @param sectors how many
     * @param sums a line for each file, as {@code sha256sum} prints it
     * @param problems what could not be read
     */
    public record Written(long sectors, String sums, List<String> problems) {}

    /**
     * Writes them.
     *
     * @param view the disk as the newest of the layers left it
     * @param since the layer below the oldest of them
     * @param systems the file systems of the view
     * @param folder where the two files are written
     * @param progress receives how many sectors of the disk were looked at
     */
    public static Written write(
            MergedSource view, int since, DiskFileSystems systems, Path folder, Streams streams, LongConsumer progress)
            throws IOException {
        FreedSectors freed = new FreedSectors(view, since, systems, progress);
        try (PartialFile bytes = PartialFile.create(folder.resolve(BYTES), streams::message);
                PartialFile table = PartialFile.create(folder.resolve(TABLE), streams::message)) {
            freed.line(table, "offset,first_sector,sector_count,layer,layer_file_offset,file_system\n");
            for (FileSystemInfo system : systems.fileSystems()) {
                for (DiskExtent place : system.places()) {
                    freed.add(system, place, bytes, table);
                }
            }
            bytes.complete();
            table.complete();
        }
        for (VolumeProblem problem : systems.problems()) {
            if (problem.mayHaveFiles()) {
                freed.problems.add("which sectors are free is unknown: " + problem.message());
            }
        }
        String sums = HexFormat.of().formatHex(freed.digest.digest()) + "  " + BYTES + "\n"
                + HexFormat.of().formatHex(freed.tableDigest.digest()) + "  " + TABLE + "\n";
        return new Written(freed.at / SECTOR, sums, List.copyOf(freed.problems));
    }

    private void add(FileSystemInfo system, DiskExtent place, PartialFile bytes, PartialFile table) throws IOException {
        long first = place.diskOffset() / SECTOR;
        long end = Math.min(view.sectors(), place.end() / SECTOR);
        RunCursor runs = view.ownership().runs(first, Math.max(0, end - first));
        while (runs.next()) {
            progress.accept(runs.firstSector());
            if (runs.isStored() && runs.layer() < since) {
                long runStart = runs.firstSector() * SECTOR;
                systems.unallocated(system, runStart, runs.sectorCount() * SECTOR, extent -> {
                    String where = "," + extent.diskOffset() / SECTOR + "," + extent.length() / SECTOR + ","
                            + runs.layer() + "," + (runs.fileOffset() + extent.diskOffset() - runStart) + ","
                            + system.label() + "\n";
                    long start = at;
                    copy(extent, bytes);
                    if (at > start) {
                        line(table, start + where);
                    }
                });
            }
        }
    }

    /** Copies an extent; what cannot be read ends the command, so that no file is half there. */
    private void copy(DiskExtent extent, PartialFile bytes) throws IOException {
        long length = extent.length() / SECTOR * SECTOR;
        for (long done = 0; done < length; done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, length - done));
            view.readFully(extent.diskOffset() + done, buffer);
            buffer.flip();
            digest.update(buffer.duplicate());
            bytes.write(buffer, at);
            at += buffer.limit();
        }
    }

    private void line(PartialFile table, String text) throws IOException {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        tableDigest.update(line);
        table.write(ByteBuffer.wrap(line), tableAt);
        tableAt += line.length;
    }
}
