package io.github.vhdlayers.ownership;

import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.SectorLayout;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chain, from one of its layers on, read as one disk: follows the plan, with one positional read per run straight into the
 * caller's buffer, or one for several short runs that are near each other in one file.
 *
 * <p>Thread-safe.
 */
final class ChainSource implements MergedSource {
    private static final int SECTOR = VhdConstants.SECTOR_BYTES;
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final DiskChain chain;
    private final RunPlan plan;
    private final OwnershipMap ownership;
    private volatile boolean gathers = true;

    /**
     * A view of a chain.
     *
     * @param chain the chain, which stays open as long as the view is used
     * @param topLayer the layer to start from: the disk as it was when that layer was the newest
     * @param honourDynamicBitmaps what a clear bit in a dynamic disk means
     * @throws IndexOutOfBoundsException if there is no such layer
     */
    ChainSource(DiskChain chain, int topLayer, boolean honourDynamicBitmaps) {
        this.chain = chain;
        this.plan = new RunPlan(chain, topLayer, honourDynamicBitmaps);
        this.ownership = new OwnershipMap(plan);
    }

    @Override
    public String name() {
        return chain.layer(plan.topLayer()).file().name();
    }

    @Override
    public long size() {
        return plan.sectors() * SECTOR;
    }

    @Override
    public long sectors() {
        return plan.sectors();
    }

    @Override
    public DiskChain chain() {
        return chain;
    }

    @Override
    public int topLayer() {
        return plan.topLayer();
    }

    @Override
    public MergedSource asOf(int layer) {
        return new ChainSource(chain, layer, plan.honourDynamicBitmaps());
    }

    @Override
    public OwnershipMap ownership() {
        return ownership;
    }

    @Override
    public Filled filled(byte fill) {
        return new FilledSource(this, fill);
    }

    @Override
    public int read(long virtualOffset, ByteBuffer target) throws IOException {
        return read(virtualOffset, target, null);
    }

    /** Reads the disk's bytes, and a byte where they are unknown; null to fail there. */
    int read(long virtualOffset, ByteBuffer target, @Nullable Byte fill) throws IOException {
        if (virtualOffset < 0) {
            throw new IllegalArgumentException("virtual offset " + virtualOffset + " is negative");
        }
        chain.requireOpen();
        long size = size();
        if (virtualOffset >= size) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), size - virtualOffset);
        long end = virtualOffset + count;
        int limit = target.limit();
        int start = target.position();
        try {
            if (!gathers || !readGathering(virtualOffset, end, target, start, fill)) {
                readPiecewise(virtualOffset, end, target.limit(limit).position(start), fill);
            }
            target.position(start + count);
        } finally {
            target.limit(limit);
        }
        return count;
    }

    private RunCursor runs(long virtualOffset, long end) {
        long firstSector = virtualOffset / SECTOR;
        return plan.runs(firstSector, (end + SECTOR - 1) / SECTOR - firstSector);
    }

    /** Reads run by run, in order, and nothing that was not asked for. */
    private void readPiecewise(long virtualOffset, long end, ByteBuffer target, @Nullable Byte fill)
            throws IOException {
        RunCursor runs = runs(virtualOffset, end);
        for (long at = virtualOffset; at < end && runs.next(); ) {
            long runEnd = Math.min(end, (runs.firstSector() + runs.sectorCount()) * SECTOR);
            target.limit(target.position() + (int) (runEnd - at));
            put(runs, at - runs.firstSector() * SECTOR, target, fill);
            at = runEnd;
        }
    }

    /**
     * Reads short runs that are near each other in one file together.
     *
     * @return false if that failed: a place that was not asked for may be unreadable, so all has to be read piecewise, which also
     *     gives the failure of the first run that cannot be read
     * @throws IOException if a run cannot be read and nothing was put together
     */
    private boolean readGathering(long virtualOffset, long end, ByteBuffer target, int start, @Nullable Byte fill)
            throws IOException {
        RunCursor runs = runs(virtualOffset, end);
        ReadCoalescer shortRuns = null;
        try {
            for (long at = virtualOffset; at < end && runs.next(); ) {
                long runEnd = Math.min(end, (runs.firstSector() + runs.sectorCount()) * SECTOR);
                int length = (int) (runEnd - at);
                int place = start + (int) (at - virtualOffset);
                long skipped = at - runs.firstSector() * SECTOR;
                boolean waits = runs.isStored() && length <= ReadCoalescer.LONGEST && length < end - virtualOffset;
                if (waits && shortRuns == null) {
                    shortRuns = ReadCoalescer.take();
                }
                if (!waits || shortRuns == null) {
                    target.limit(place + length).position(place);
                    put(runs, skipped, target, fill);
                } else {
                    shortRuns.add(runs.layer(), runs.fileOffset() + skipped, place, length);
                    if (shortRuns.isFull()) {
                        target.limit(place + length);
                        shortRuns.readInto(chain, target);
                    }
                }
                at = runEnd;
            }
            if (shortRuns != null) {
                target.limit(start + (int) (end - virtualOffset));
                shortRuns.readInto(chain, target);
            }
            return true;
        } catch (IOException e) {
            if (!(e instanceof VhdException || e instanceof ClosedChannelException)) {
                // A medium may take a minute to give up on a damaged place: from now on only what is asked for is read.
                gathers = false;
            }
            if (shortRuns == null) {
                throw e;
            }
            return false;
        } finally {
            if (shortRuns != null) {
                shortRuns.give();
            }
        }
    }

    private void put(RunCursor run, long skipped, ByteBuffer target, @Nullable Byte fill) throws IOException {
        if (run.isStored()) {
            chain.layer(run.layer()).file().readData(run.fileOffset() + skipped, target);
        } else if (run.readsAsZeros()) {
            putZeros(target);
        } else if (fill != null) {
            byte value = fill;
            while (target.hasRemaining()) {
                target.put(value);
            }
        } else {
            throw unknown(run);
        }
    }

    private static void putZeros(ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
        }
    }

    private String belongTo(String child) {
        MissingParent missing = chain.missingParent();
        return "belong to the parent of " + child + ", which " + (missing == null ? "is missing" : missing.inWords());
    }

    private VhdException unknown(RunCursor run) throws IOException {
        LayerFile file = plan.layer(SectorLocation.notStoredLayer(run.place())).file();
        return switch (SectorLocation.unknownCause(run.place())) {
            case MISSING_PARENT ->
                new ParentException(problem(ErrorCode.SECTORS_UNKNOWN, name(), run, belongTo(file.name())));
            case BLOCK_MISPLACED -> {
                SectorLayout blocks = Objects.requireNonNull(SectorLayout.of(file));
                yield blocks.misplaced(run.firstSector() / blocks.blockSectors());
            }
            case DATA_TRUNCATED ->
                new CorruptVhdException(problem(
                        ErrorCode.DATA_TRUNCATED,
                        file.name(),
                        run,
                        "would be behind file offset " + file.dataEnd() + ", where the file's data ends"));
            case TYPE_CONTRADICTED ->
                new CorruptVhdException(problem(
                        ErrorCode.SECTORS_UNCERTAIN,
                        file.name(),
                        run,
                        "are unwritten if this is a dynamic disk, as the footer says, and the parent's if it is a"
                                + " differencing one, as the parent recorded in the header says"));
        };
    }

    private static Problem problem(ErrorCode code, String source, RunCursor run, String what) {
        String sectors = "sectors " + run.firstSector() + " to " + (run.firstSector() + run.sectorCount() - 1);
        return new Problem(code, source, "data", null, null, sectors + " " + what, null);
    }
}
