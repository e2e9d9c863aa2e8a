package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.SleuthkitJNI;
import org.sleuthkit.datamodel.TskCoreException;

/** Adds a raw copy, through public API alone. */
final class CopyStrategy implements AddingStrategy {
    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final CopiesOfCase copies;
    private final boolean triesCopy;

    /** @param triesCopy whether the copy is still to be read by another process, because the disk was not */
    CopyStrategy(SleuthkitCase sleuthkitCase, Path folder, CopiesOfCase copies, boolean triesCopy) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
        this.copies = copies;
        this.triesCopy = triesCopy;
    }

    /** {@inheritDoc} The copy is tried itself: its bytes need not be merged a second time, nor pass through a pipe. */
    @Override
    public void tryOut(VirtualDisk disk, AddOptions options, CaseProgress progress) {}

    @Override
    public Inserted insert(VirtualDisk disk, Chain chain, AddOptions options, CaseProgress progress)
            throws IOException, TskCoreException {
        CaseCopy.Written copy = CaseCopy.write(
                disk, options.orphanFill(), chain.files().leafName(), folder, copies::namesInUse, progress);
        if (triesCopy) {
            requireHarmless(copy, disk, options, progress);
        }
        Image image = insert(copy, chain.name(), options);
        return new Inserted(image, chain.provenance().copied(copy.file().toString(), copy.sha256()));
    }

    private static void requireHarmless(
            CaseCopy.Written copy, VirtualDisk disk, AddOptions options, CaseProgress progress) throws IOException {
        try {
            DiskTrial.requireOfCopy(copy.file(), disk, options, progress);
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(copy.file());
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private Image insert(CaseCopy.Written copy, String name, AddOptions options) throws IOException, TskCoreException {
        HostOfImage host = null;
        try {
            host = HostOfImage.of(sleuthkitCase, options.host(), name);
            return SleuthkitJNI.addImageToDatabase(
                    sleuthkitCase,
                    new String[] {copy.file().toString()},
                    MergedSource.SECTOR_BYTES,
                    options.timeZone(),
                    "",
                    "",
                    copy.sha256(),
                    options.deviceId(),
                    host.host());
        } catch (TskCoreException | RuntimeException e) {
            Files.deleteIfExists(copy.file());
            if (host != null) {
                host.takeBack(e);
            }
            throw e;
        }
    }

    @Override
    public boolean keepsDisk() {
        return false;
    }

    /** {@inheritDoc} The Sleuth Kit reads the copy by itself. */
    @Override
    public @Nullable String failure() {
        return null;
    }
}
