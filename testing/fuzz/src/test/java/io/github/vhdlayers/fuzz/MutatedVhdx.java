package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.file.VhdxLogHistory;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import io.github.vhdlayers.testkit.VhdxImage;
import io.github.vhdlayers.testkit.VhdxLogRecipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A sound VHDX with bytes of its structures changed: headers, region tables, metadata with the locator, table, bitmap and log. Headers
 * and region tables get right checksums again, so that what is behind them is reached. Input: a byte that selects the disk, one that
 * selects how it is read, and five bytes for each change: which structure, where in it, and the new byte.
 */
public final class MutatedVhdx {
    private static final int MIB = 1 << 20;
    private static final int CHANGE = 5;
    private static final int MOST_CHANGES = 64;
    private static final int MOST_RUNS = 2000;
    private static final int SECTOR = 512;

    private static final VhdxImage BASE = VhdxImage.dynamic(2 * MIB)
            .block(0, VhdxImage.FULL)
            .block(1, VhdxImage.ZERO)
            .build();
    private static final VhdxImage CHILD = VhdxImage.differencing(2 * MIB)
            .seed(2)
            .parent(BASE, "base.vhdx")
            .block(0, VhdxImage.PARTIAL)
            .own(3, 100)
            .anchored(1, VhdxImage.UNMAPPED)
            .build();
    private static final VhdxImage LOGGED = CHILD.toBuilder()
            .log(VhdxLogRecipe.dirty(
                    254,
                    VhdxLogRecipe.Entry.of(5, 0, VhdxLogRecipe.Change.wrong("table", 0, 4096)),
                    VhdxLogRecipe.Entry.of(6, 1, VhdxLogRecipe.Change.right("table", 0, 4096)),
                    VhdxLogRecipe.Entry.of(7, 1, VhdxLogRecipe.Change.zeros("metadata", 0x20000, 4096))))
            .build();
    private static final List<VhdxImage> DISKS = List.of(BASE, CHILD, LOGGED);
    /** Where structures begin that are of use to change, and how many bytes of them. */
    private static final List<String> STRUCTURES = List.of("metadata", "table", "bitmap0", "log");

    private MutatedVhdx() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        VhdxImage image = DISKS.get((input[0] & 0xFF) % DISKS.size());
        byte[] file = changed(image, input);
        OpenCount open = new OpenCount();
        byte[] base = BASE.toBytes();
        VhdOptions options = VhdOptions.builder()
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .replayLog((input[1] & 1) == 0)
                .parentResolver(
                        reference -> List.of(ParentCandidate.of("base.vhdx", () -> open.source("base.vhdx", base))))
                .build();
        try (VirtualDisk disk = VirtualDisk.open(open.source("leaf.vhdx", file), options)) {
            walk(disk);
        } catch (VhdException e) {
            Walk.require(!e.getMessage().isEmpty(), "an error without words");
        }
        open.requireNone(Arrays.toString(input));
    }

    private static byte[] changed(VhdxImage image, byte[] input) {
        byte[] file = image.toBytes();
        for (int i = 2; i + CHANGE <= input.length && i < 2 + MOST_CHANGES * CHANGE; i += CHANGE) {
            int offset = (input[i + 1] & 0xFF) << 16 | (input[i + 2] & 0xFF) << 8 | (input[i + 3] & 0xFF);
            int at = place(image, input[i] & 0xFF, offset);
            if (at < file.length) {
                file[at] = input[i + 4];
            }
        }
        return VhdxImage.fixChecksums(file);
    }

    private static int place(VhdxImage image, int which, int offset) {
        return switch (which % 8) {
            case 0 -> 0x10000 + offset % 80;
            case 1 -> 0x20000 + offset % 80;
            case 2 -> 0x30000 + offset % 128;
            case 3 -> 0x40000 + offset % 128;
            case 4 -> image.place("metadata") + 0x10000 + offset % 400;
            default -> {
                String structure = STRUCTURES.get(which % STRUCTURES.size());
                boolean there = !structure.equals("bitmap0") || image.hasBitmap(0);
                yield image.place(there ? structure : "table") + offset % MIB;
            }
        };
    }

    private static void walk(VirtualDisk disk) throws IOException {
        Walk.touch(disk.findings().toString() + disk.examineBlocks());
        Walk.touch(ResidueReport.of(disk.chain().leaf().file(), Limits.defaults(), Progress.NONE)
                .findings()
                .toString());
        Walk.touch(VhdxLogHistory.of((VhdxFile) disk.chain().leaf().file())
                .entries()
                .toString());
        RunCursor runs = disk.ownership().runs();
        long at = 0;
        for (int count = 0; count < MOST_RUNS && runs.next(); count++) {
            OwnershipRun run = runs.current();
            Walk.require(run.firstSector() == at && run.sectorCount() > 0, "a gap before " + run);
            at = run.endSector();
            for (long sector : new long[] {run.firstSector(), run.endSector() - 1}) {
                read(disk, sector, run);
            }
        }
    }

    private static void read(VirtualDisk disk, long sector, OwnershipRun run) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
        boolean unknown = run.owner() == Owner.Unowned.UNKNOWN;
        try {
            disk.readFully(sector * SECTOR, bytes);
            Walk.require(!unknown, "an unknown sector was read: " + run);
        } catch (VhdException e) {
            Walk.require(unknown, "sector " + sector + " of " + run + ": " + e.getMessage());
            return;
        }
        boolean zeros = run instanceof OwnershipRun.Unwritten || run instanceof OwnershipRun.Zeroed;
        Walk.require(!zeros || Arrays.equals(new byte[SECTOR], bytes.array()), "no zeros in " + run);
    }

    /** Small inputs, each with something the others have not. */
    static Map<String, byte[]> seeds() {
        return Map.ofEntries(
                Map.entry("sound-base", new byte[] {0, 0}),
                Map.entry("sound-child", new byte[] {1, 0}),
                Map.entry("log-replayed", new byte[] {2, 0}),
                Map.entry("log-ignored", new byte[] {2, 1}),
                Map.entry("state-reserved", new byte[] {1, 0, 5, 0, 0, 0, 5}),
                Map.entry("block-misplaced", new byte[] {0, 0, 5, 0, 0, 3, 1}),
                Map.entry("block-size", new byte[] {1, 0, 4, 0, 0, 2, 0}),
                Map.entry("no-bitmap", new byte[] {1, 0, 5, 0, (byte) 0x80, 0, 0}),
                Map.entry(
                        "log-length",
                        new byte[] {1, 0, 0, 0, 0, 69, 0x10, 0, 0, 0, 70, 0, 1, 0, 0, 69, 0x10, 1, 0, 0, 70, 0}),
                Map.entry("linkage", new byte[] {1, 0, 4, 0, 0, 80, 0}),
                Map.entry("log-torn", new byte[] {2, 0, 7, 0x0F, (byte) 0xE0, 4, 9}));
    }
}
