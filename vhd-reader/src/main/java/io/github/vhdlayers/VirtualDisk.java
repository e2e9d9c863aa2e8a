package io.github.vhdlayers;

import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Limits;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileExamination;
import io.github.vhdlayers.internal.file.ResidueReport;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.OwnershipMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A VHD file and its parents, as one disk that knows which layer owns every sector.
 *
 * <pre>{@code
 * try (VirtualDisk disk = VirtualDisk.open(Path.of("child.vhd"))) {
 *     ByteBuffer buffer = ByteBuffer.allocate(4096);
 *     disk.read(0, buffer);
 *     System.out.println(disk.ownership().ownerOf(0));
 * }
 * }</pre>
 *
 * <p>Thread-safe. The files are opened for reading only, never locked and never changed. Closing the disk closes all of them,
 * and every view of it then throws {@link java.nio.channels.ClosedChannelException}.
 *
 * @since 0.1.0
 */
public final class VirtualDisk implements MergedSource, RandomAccessSource {
    private final DiskChain chain;
    private final MergedSource merged;
    private final Limits limits;

    private VirtualDisk(DiskChain chain, VhdOptions options) {
        this.limits = options.limits();
        this.chain = chain;
        this.merged = MergedSource.of(chain, 0, options.honourDynamicBitmaps());
    }

    /**
     * Opens a file, and finds and verifies its parents in its own folder.
     *
     * @param file a fixed, dynamic or differencing VHD, or the first piece of a split one; the others are beside it
     * @throws io.github.vhdlayers.diag.NotVhdException if it is not a VHD
     * @throws io.github.vhdlayers.diag.CorruptVhdException if it is too damaged to be opened
     * @throws io.github.vhdlayers.diag.UnsupportedVhdException if it is of a version or type that is not read
     * @throws io.github.vhdlayers.diag.ParentException if a parent is missing or refused
     * @throws io.github.vhdlayers.diag.LimitException if it exceeds a limit
     * @throws IOException if a file cannot be read
     */
    public static VirtualDisk open(Path file) throws IOException {
        return open(file, VhdOptions.defaults());
    }

    /**
     * Opens a file and its parents.
     *
     * @param file a fixed, dynamic or differencing VHD
     * @param options where parents are looked for, and how the disk is read
     * @throws IOException as {@link #open(Path)} says
     */
    public static VirtualDisk open(Path file, VhdOptions options) throws IOException {
        return open(DiskFiles.open(SplitImage.open(file), options.fileOptions()), file, options);
    }

    /**
     * Opens a disk that is not a file and has no parent.
     *
     * @param source the disk's bytes; closed with the disk, and closed at once if this throws
     * @throws IOException as {@link #open(Path)} says
     */
    public static VirtualDisk open(RandomAccessSource source) throws IOException {
        return open(source, VhdOptions.defaults());
    }

    /**
     * Opens a disk that is not a file: an entry of an archive, an object in a store, bytes in memory. It has no folder of its
     * own; parents come from the options' resolver or folders.
     *
     * @param source the leaf's bytes; closed with the disk, and closed at once if this throws
     * @param options where parents are looked for, and how the disk is read
     * @throws IOException as {@link #open(Path)} says
     */
    public static VirtualDisk open(RandomAccessSource source, VhdOptions options) throws IOException {
        return open(DiskFiles.open(source, options.fileOptions()), null, options);
    }

    /**
     * Opens the parents of a leaf that is open already: what it says about itself could be looked at first.
     *
     * @param leaf the opened leaf; closed with the disk, and closed at once if this throws. The options' limits and rules should be those
     *     that it was opened with
     * @param path where the leaf is; null if it is not a file of the file system, or if its own folder is not to be searched
     * @param options where parents are looked for, and how the disk is read
     * @throws IOException as {@link #open(Path)} says
     */
    public static VirtualDisk open(LayerFile leaf, @Nullable Path path, VhdOptions options) throws IOException {
        ParentResolver resolver;
        try {
            resolver = resolver(path, options);
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, leaf);
            throw e;
        }
        DiskChain.Options chain = new DiskChain.Options(
                resolver,
                options.limits(),
                options.sizeFromGeometry(),
                options.replayLog(),
                options.orphans(),
                options.forcedParent(),
                options.rawParent());
        return new VirtualDisk(DiskChain.open(leaf, path, chain), options);
    }

    @Override
    public String name() {
        return merged.name();
    }

    @Override
    public long size() {
        return merged.size();
    }

    @Override
    public long sectors() {
        return merged.sectors();
    }

    @Override
    public DiskChain chain() {
        return chain;
    }

    @Override
    public int topLayer() {
        return 0;
    }

    @Override
    public OwnershipMap ownership() {
        return merged.ownership();
    }

    @Override
    public int read(long virtualOffset, ByteBuffer target) throws IOException {
        return merged.read(virtualOffset, target);
    }

    @Override
    public Filled filled(byte fill) {
        return merged.filled(fill);
    }

    @Override
    public MergedSource asOf(int layer) {
        return merged.asOf(layer);
    }

    /** What is odd about the files and about how they fit, leaf first. The blocks were not examined for it. */
    public List<Finding> findings() {
        return chain.findings();
    }

    /**
     * What is odd about the files' block allocation tables, leaf first, in addition to {@link #findings()}. Reads every table
     * whole, and no block: for the largest disks that is a second's work.
     *
     * @throws IOException if a table cannot be read
     */
    public List<Finding> examineBlocks() throws IOException {
        chain.requireOpen();
        List<Finding> all = new ArrayList<>();
        for (DiskLayer layer : chain.layers()) {
            addAll(FileExamination.of(layer.file(), limits).findings(), layer, all);
        }
        return List.copyOf(all);
    }

    /**
     * What the layers' files hold that the disk does not show, leaf first, as findings: residue under clear bits, slack, unreferenced
     * data, padding. Reads every file but for the sectors that it shows, which takes as long as copying them.
     *
     * @param progress receives how far each file has come
     * @throws java.util.concurrent.CancellationException if the progress ended the scan
     * @throws IOException if a file cannot be read
     */
    public List<Finding> examineResidue(Progress progress) throws IOException {
        chain.requireOpen();
        List<Finding> all = new ArrayList<>();
        for (DiskLayer layer : chain.layers()) {
            addAll(ResidueReport.of(layer.file(), limits, progress).findings(), layer, all);
        }
        return List.copyOf(all);
    }

    private static void addAll(List<Finding> findings, DiskLayer layer, List<Finding> all) {
        findings.forEach(finding -> all.add(finding.withLayer(layer.index())));
    }

    @Override
    public void close() throws IOException {
        Closing.all(chain.layers().stream().map(DiskLayer::file).toList());
    }

    private static ParentResolver resolver(@Nullable Path file, VhdOptions options) throws IOException {
        ParentResolver given = options.parentResolver();
        if (given != null) {
            List<Path> folders = options.parentFolders();
            return folders.isEmpty() ? given : given.followedBy(ParentResolver.inFolders(folders));
        }
        List<Path> folders = file == null ? options.parentFolders() : folders(file, options);
        Catalogue catalogue = options.catalogue();
        return catalogue == null ? ParentResolver.inFolders(folders) : catalogue.resolver(folders);
    }

    private static List<Path> folders(Path file, VhdOptions options) throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        if (options.searchOwnFolder()) {
            folders.add(Objects.requireNonNullElse(
                    file.getParent(), file.getFileSystem().getPath(".")));
            if (Files.isSymbolicLink(file)) {
                // A user who names a link names the file it leads to, and the folder where that file is.
                folders.add(Objects.requireNonNull(file.toRealPath().getParent()));
            }
        }
        folders.addAll(options.parentFolders());
        return List.copyOf(folders);
    }
}
