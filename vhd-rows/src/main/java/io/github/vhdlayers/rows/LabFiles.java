package io.github.vhdlayers.rows;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files of a lab's layers, for chains that are opened one after another: what was read of a file stays, within a bound, so that
 * children of one base do not read it once each. A file that was changed meanwhile is read anew.
 *
 * <p>At most {@value #MOST_BYTES} bytes are kept, and some files stay open that no chain needs. For chains that one thread opens; a
 * chain's own reads may come from several. The user closes it, after the chains.
 */
public final class LabFiles implements Closeable {
    /** How much of the files is kept. */
    static final int MOST_BYTES = 32 << 20;

    private static final int MOST_IDLE = 16;

    private final FilePages pages = new FilePages(MOST_BYTES);
    private final Map<Path, OpenFile> open = new LinkedHashMap<>(MOST_IDLE, 0.75f, true);

    /** No file is open yet. */
    public LabFiles() {}

    /** A file, and how many chains have it. */
    private static final class OpenFile {
        final RandomAccessSource file;
        final BasicFileAttributes attributes;
        int users;

        OpenFile(RandomAccessSource file, BasicFileAttributes attributes) {
            this.file = file;
            this.attributes = attributes;
        }
    }

    /**
     * Opens a chain; the caller closes the result, before this. No folder is listed: only the chain's own files are offered as parents, and
     * their ids are proven again.
     *
     * @param chain a chain that was listed
     * @throws IOException if it cannot be opened, or is another one by now
     */
    public VirtualDisk open(LayerChain chain) throws IOException {
        pages.nextRound();
        List<ParentCandidate> parents = new ArrayList<>();
        for (Path path : chain.paths().subList(1, chain.paths().size())) {
            parents.add(ParentCandidate.of(
                    path.toString(), Files.getLastModifiedTime(path).toInstant(), () -> file(path)));
        }
        VhdOptions options = VhdOptions.builder()
                .parentResolver(reference -> parents)
                .orphans(chain.complete() ? OrphanPolicy.REFUSE : OrphanPolicy.SERVE_KNOWN)
                .build();
        Path leaf = chain.paths().get(0);
        return chain.requireSame(VirtualDisk.open(DiskFiles.open(file(leaf), FileOptions.defaults()), leaf, options));
    }

    private synchronized RandomAccessSource file(Path path) throws IOException {
        BasicFileAttributes now = attributes(path);
        OpenFile known = open.get(path);
        if (known != null && !isSame(known.attributes, now)) {
            // A chain that still has it goes on with what it opened.
            open.remove(path);
            forget(known);
            known = null;
        }
        if (known == null) {
            known = new OpenFile(SplitImage.openUnlinked(path.toRealPath()), now);
            open.put(path, known);
            closeIdle();
        }
        OpenFile file = known;
        file.users++;
        return pages.over(file.file, () -> release(file));
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path.toRealPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
        return Objects.equals(one.fileKey(), other.fileKey())
                && one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime());
    }

    private synchronized void release(OpenFile file) throws IOException {
        file.users--;
        if (!open.containsValue(file)) {
            forget(file);
        }
        closeIdle();
    }

    private void closeIdle() throws IOException {
        int idle = (int) open.values().stream().filter(file -> file.users == 0).count();
        for (Iterator<OpenFile> all = open.values().iterator(); all.hasNext() && idle > MOST_IDLE; ) {
            OpenFile file = all.next();
            if (file.users == 0) {
                all.remove();
                forget(file);
                idle--;
            }
        }
    }

    /** Closes a file that no chain has any more. */
    private void forget(OpenFile file) throws IOException {
        if (file.users == 0) {
            pages.forget(file.file);
            file.file.close();
        }
    }

    /** Closes the files. */
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        for (OpenFile file : open.values()) {
            try {
                file.file.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
