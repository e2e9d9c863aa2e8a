package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.FileRegion;
import io.github.vhdlayers.internal.file.ResidueRegion;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.Owner;
import io.github.vhdlayers.ownership.OwnershipRun;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Uses all of an opened disk's public API, and holds what comes out against the obvious decoder. */
final class Walk {
    private static final int SECTOR = 512;
    private static final int MOST_RUNS = 2000;
    private static final int MOST_SECTORS = 320;
    private static final long MOST_SCANNED = 16L << 20;

    private final VirtualDisk disk;
    private final Limits limits;

    Walk(VirtualDisk disk, Limits limits) {
        this.disk = disk;
        this.limits = limits;
    }

    void all() throws IOException {
        touch(disk.findings().toString() + disk.chain().links() + disk.chain().missingParent());
        touch(disk.examineBlocks().toString());
        for (DiskLayer layer : disk.chain().layers()) {
            if (layer.file() instanceof VhdFile vhd) {
                file(vhd);
            }
        }
        for (int layer = 0; layer < disk.chain().layers().size(); layer++) {
            merged(disk.asOf(layer), layer);
        }
        streams();
    }

    private void file(VhdFile file) throws IOException {
        touch(file.footer() + " " + file.header() + file.locatorPaths() + file.findings());
        long covered = 0;
        int count = 0;
        for (FileRegion region : FileExamination.of(file, limits).regions()) {
            require(region.length() > 0, "an empty region: " + region);
            require(region.fileOffset() <= covered, "a gap before " + region + " at " + covered);
            covered = Math.max(covered, region.end());
            if (++count == MOST_RUNS) {
                break;
            }
        }
        require(count == MOST_RUNS || covered >= file.fileSize(), "the regions end at " + covered);
        try {
            ResidueReport report = ResidueReport.of(file, limits, (done, total, read) -> read < MOST_SCANNED);
            for (ResidueRegion region : report.regions()) {
                requireNotZero(file, region);
            }
        } catch (CancellationException e) {
            touch(String.valueOf(e.getMessage()));
        } catch (VhdException e) {
            touch(e.getMessage());
        }
    }

    private static void requireNotZero(VhdFile file, ResidueRegion region) throws IOException {
        byte[] bytes = new byte[(int) Math.min(region.length(), 1 << 16)];
        file.readRaw(region.fileOffset(), ByteBuffer.wrap(bytes));
        boolean any = false;
        for (byte b : bytes) {
            any |= b != 0;
        }
        require(any, "nothing in " + region);
    }

    private void merged(MergedSource view, int layer) throws IOException {
        NaiveChain naive = new NaiveChain(disk.chain(), layer);
        long sectors = view.sectors();
        map(view);
        window(view, naive, 0, Math.min(sectors, MOST_SECTORS));
        if (sectors > MOST_SECTORS) {
            window(view, naive, sectors - 64, 64);
            window(view, naive, sectors / 2, 64);
        }
        require(view.read(view.size(), ByteBuffer.allocate(1)) == -1, "bytes behind the end");
    }

    /** The runs tile the disk, as far as they are followed. */
    private static void map(MergedSource view) throws IOException {
        RunCursor runs = view.ownership().runs();
        long at = 0;
        OwnershipRun before = null;
        try {
            for (int count = 0; count < MOST_RUNS && runs.next(); count++) {
                OwnershipRun run = runs.current();
                require(run.firstSector() == at && run.sectorCount() > 0, "a gap before " + run + " at " + at);
                if (before != null) {
                    require(!isOne(before, run), before + " and " + run + " are one");
                }
                at = run.endSector();
                before = run;
            }
        } catch (VhdException e) {
            touch(e.getMessage());
            return;
        }
        require(at <= view.sectors(), "a map of " + at + " sectors, of " + view.sectors());
    }

    private static boolean isOne(OwnershipRun one, OwnershipRun other) {
        return one instanceof OwnershipRun.Stored && one.continuesIn(other);
    }

    private void window(MergedSource view, NaiveChain naive, long first, long count) throws IOException {
        boolean allReadable = true;
        byte[] expected = new byte[(int) count * SECTOR];
        for (long sector = first; sector < first + count; sector++) {
            int at = (int) (sector - first) * SECTOR;
            byte @Nullable [] bytes = sector(view, naive, sector);
            if (bytes == null) {
                allReadable = false;
            } else {
                System.arraycopy(bytes, 0, expected, at, SECTOR);
            }
        }
        ByteBuffer whole = ByteBuffer.allocate(expected.length);
        try {
            view.readFully(first * SECTOR, whole);
            require(allReadable, "a read of what cannot be read in parts");
            require(Arrays.equals(expected, whole.array()), "the whole differs from its parts");
            if (count > 1) {
                ByteBuffer ragged = ByteBuffer.allocate(expected.length - 300);
                view.readFully(first * SECTOR + 100, ragged);
                require(
                        Arrays.equals(Arrays.copyOfRange(expected, 100, expected.length - 200), ragged.array()),
                        "a ragged read differs");
            }
        } catch (VhdException e) {
            require(!allReadable, "a whole that cannot be read although its parts can: " + e.getMessage());
        }
    }

    /** Reads a sector; null if it cannot be read, which the obvious decoder must agree with. */
    private byte @Nullable [] sector(MergedSource view, NaiveChain naive, long sector) throws IOException {
        NaiveChain.Answer answer = naive.of(sector);
        Owner owner = view.ownership().ownerOf(sector);
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
        try {
            view.readFully(sector * SECTOR, bytes);
        } catch (VhdException e) {
            boolean unknown = answer != null && answer.owner() == NaiveChain.UNKNOWN;
            require(
                    unknown && owner == Owner.Unowned.UNKNOWN,
                    "sector " + sector + ": " + answer + ", " + e.getMessage());
            return null;
        }
        if (answer == null) {
            throw new AssertionError("sector " + sector + " was read");
        }
        byte[] expected = new byte[SECTOR];
        if (answer.owner() >= 0) {
            disk.chain().layer(answer.owner()).file().readRaw(answer.fileOffset(), ByteBuffer.wrap(expected));
            require(owner.equals(new Owner.Layer(answer.owner())), "sector " + sector + ": " + answer + ", " + owner);
        } else {
            require(
                    answer.owner() == NaiveChain.UNWRITTEN && owner == Owner.Unowned.UNWRITTEN,
                    "sector " + sector + " was read: " + answer + ", " + owner);
        }
        require(Arrays.equals(expected, bytes.array()), "sector " + sector + " has other bytes");
        return bytes.array();
    }

    private void streams() throws IOException {
        try (InputStream stream = RandomAccessSources.inputStream(disk);
                SeekableByteChannel channel = RandomAccessSources.channel(disk)) {
            byte[] one = stream.readNBytes(1000);
            ByteBuffer other = ByteBuffer.allocate(one.length);
            while (other.hasRemaining() && channel.read(other) >= 0) {
                touch("");
            }
            require(Arrays.equals(one, other.array()), "stream and channel differ");
        } catch (VhdException e) {
            touch(e.getMessage());
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void touch(String text) {
        require(text.length() < 1 << 24, "a text of " + text.length() + " characters");
    }
}
