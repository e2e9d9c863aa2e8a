package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxMetadataItem;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One opened VHDX file, {@code .vhdx} or {@code .avhdx}: its structures, what is odd about them, and where its data is. If its log holds
 * changes that were not written to their places, they are replayed in memory, under everything that is read; the file is not touched.
 *
 * <p>Thread-safe. Closing it closes the source that it was opened on.
 */
@SuppressWarnings(
        "exports") // The records of structures are for listings of fields; what callers need of them has methods of its
// own.
public final class VhdxFile implements StoredFile {
    private final StructureSource file;
    private final VhdxStructures opened;

    private VhdxFile(StructureSource file, VhdxStructures opened) {
        this.file = file;
        this.opened = opened;
    }

    /** What became of the log. */
    public enum LogState {
        /** It holds nothing that the file needs. */
        EMPTY,
        /** Its changes were replayed in memory. */
        REPLAYED,
        /** It holds changes, and the caller asked for the disk without them. */
        IGNORED
    }

    /**
     * Opens a file.
     *
     * @param source the file's bytes; closed with the result, and closed at once if this throws
     * @param options how it is read
     * @throws io.github.vhdlayers.diag.VhdException if it is no VHDX that can be read; see its subclasses
     * @throws IOException if the source cannot be read
     */
    public static VhdxFile open(RandomAccessSource source, FileOptions options) throws IOException {
        try {
            StructureSource file = new StructureSource(source);
            return new VhdxFile(file, VhdxOpener.open(file, options));
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, source);
            throw e;
        }
    }

    /**
     * Whether a file begins as a VHDX does, which alone decides. Reads eight bytes.
     *
     * @throws IOException if they cannot be read
     */
    public static boolean isVhdx(RandomAccessData source) throws IOException {
        return VhdxOpener.hasSignature(source);
    }

    @Override
    public DiskFormat format() {
        return DiskFormat.VHDX;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public DiskType type() {
        VhdxMetadata metadata = opened.metadata();
        return metadata.hasParent()
                ? DiskType.DIFFERENCING
                : metadata.staysAllocated() ? DiskType.FIXED : DiskType.DYNAMIC;
    }

    @Override
    public long sectors() {
        return opened.metadata().diskBytes() / VhdConstants.SECTOR_BYTES;
    }

    @Override
    public int logicalSectorBytes() {
        return opened.metadata().logicalSectorBytes();
    }

    /** The size of the sectors that the disk says to have inside, in bytes; 0 if it does not say. */
    public int physicalSectorBytes() {
        return opened.metadata().physicalSectorBytes();
    }

    /** The data write id of the current header: it changes when the disk's content is changed. */
    @Override
    public UniqueId uniqueId() {
        return opened.header().dataWriteGuid();
    }

    @Override
    public UniqueId virtualDiskId() {
        return opened.metadata().diskId();
    }

    /** The format records no time. */
    @Override
    public @Nullable Instant created() {
        return null;
    }

    @Override
    public String creatorText() {
        return opened.creator();
    }

    @Override
    public VhdxLayout layout() {
        return opened.layout();
    }

    @Override
    public boolean isTypeContradicted() {
        return !opened.metadata().hasParent() && opened.metadata().locator() != null;
    }

    @Override
    public long fileSize() {
        return file.size();
    }

    /** The end of the file, or the size that its log gives it. */
    @Override
    public long dataEnd() {
        return opened.dataEnd();
    }

    /** What became of the log. */
    public LogState logState() {
        return opened.logState();
    }

    /** How many pages of 4096 bytes the log changed. */
    public long logPages() {
        return opened.logPages();
    }

    /** The header that is used. Of the internal form of this library. */
    public VhdxHeader header() {
        return opened.header();
    }

    /** Both headers as they are in the file, sound or not, in the order of their places. */
    public List<VhdxHeader> headers() {
        return opened.headers();
    }

    /** What the region table lists. */
    public List<VhdxRegion> regions() {
        return opened.regions();
    }

    /** What the metadata table lists. */
    public List<VhdxMetadataItem> metadataItems() {
        return opened.metadata().items();
    }

    /** The file as it is, without what its log changes. */
    StructureSource raw() {
        return file;
    }

    /** What the file records about its parent, or null. */
    public @Nullable VhdxParentLocator parentLocator() {
        return opened.metadata().locator();
    }

    @Override
    public List<Finding> findings() {
        return opened.findings();
    }

    @Override
    public void readData(long fileOffset, ByteBuffer target) throws IOException {
        DataEnd.require(this, "VHDX data", fileOffset, target.remaining());
        opened.source().readFully(fileOffset, target);
    }

    @Override
    public void readRaw(long fileOffset, ByteBuffer target) throws IOException {
        Objects.checkFromIndexSize(fileOffset, target.remaining(), fileSize());
        file.readFully(fileOffset, target);
    }

    @Override
    public void requireOpen() throws ClosedChannelException {
        file.requireOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Type, creator and size in one line. */
    @Override
    public String toString() {
        return name() + " (" + type() + ", VHDX, " + creatorText() + ", " + sectors() * VhdConstants.SECTOR_BYTES
                + " bytes)";
    }
}
