package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Host;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;

/** Adds the row of a disk that the Sleuth Kit reads through us; it is there only if the disk can be read that way. */
final class DirectStrategy implements AddingStrategy {
    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final CopiesOfCase copies;
    private @Nullable DirectImage direct;

    DirectStrategy(SleuthkitCase sleuthkitCase, Path folder, CopiesOfCase copies) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
        this.copies = copies;
    }

    @Override
    public void tryOut(VirtualDisk disk, AddOptions options, CaseProgress progress) throws IOException {
        DiskTrial.require(disk, options, progress);
    }

    @Override
    public Inserted insert(VirtualDisk disk, Chain chain, AddOptions options, CaseProgress progress)
            throws IOException, TskCoreException {
        if (chain.unknown().sectors() > 0) {
            throw new DirectUnavailableException(whyIncomplete(disk));
        }
        DirectImage opened = DirectImage.open(disk);
        direct = opened;
        List<String> paths = chain.files().pathsWithoutCopy(folder);
        HostOfImage host = null;
        boolean inserted = false;
        try {
            host = HostOfImage.of(sleuthkitCase, options.host(), chain.name());
            Image image = insert(opened, disk, paths, chain.name(), options, host.host());
            inserted = true;
            return new Inserted(image, chain.provenance());
        } catch (IOException | TskCoreException | RuntimeException e) {
            if (host != null) {
                host.takeBack(e);
            }
            throw e;
        } finally {
            if (!inserted) {
                copies.removePlaceholder(paths.get(0));
            }
        }
    }

    private Image insert(
            DirectImage opened, MergedSource disk, List<String> paths, String name, AddOptions options, Host host)
            throws IOException, TskCoreException {
        SleuthkitCase.CaseDbTransaction transaction = sleuthkitCase.beginTransaction();
        boolean committed = false;
        try {
            Image image = sleuthkitCase.addImage(
                    TskData.TSK_IMG_TYPE_ENUM.TSK_IMG_TYPE_VHD_VHD,
                    MergedSource.SECTOR_BYTES,
                    disk.size(),
                    name,
                    paths,
                    options.timeZone(),
                    "",
                    "",
                    "",
                    options.deviceId(),
                    host,
                    transaction);
            opened.register(sleuthkitCase, paths);
            transaction.commit();
            committed = true;
            return image;
        } finally {
            if (!committed) {
                transaction.rollback();
            }
        }
    }

    /** {@inheritDoc} From the moment on in which libtsk has a handle of it. */
    @Override
    public boolean keepsDisk() {
        return direct != null;
    }

    @Override
    public @Nullable String failure() {
        return direct == null ? null : direct.failure();
    }

    private static String whyIncomplete(VirtualDisk disk) {
        MissingParent missing = disk.chain().missingParent();
        return missing == null ? "part of a file cannot be read" : "a parent " + missing.inWords();
    }
}
