package io.github.vhdlayers.tsk;

import io.github.vhdlayers.analysis.FileStatus;
import io.github.vhdlayers.analysis.MftRecord;
import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.ownership.MergedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what the layers above the base did to a file of a case: by what its metadata was in each layer's time, and by whether its
 * sectors changed.
 */
final class CaseJudge {
    private static final int CHUNK = 1 << 16;

    private final MergedSource disk;
    private final List<MergedSource> views;

    /**
     * Judges the files of a disk.
     *
     * @param disk stays open
     */
    CaseJudge(MergedSource disk) {
        this.disk = disk;
        this.views = disk.chain().layers().stream()
                .map(layer -> disk.asOf(layer.index()))
                .toList();
    }

    /**
     * A file, as the case has it.
     *
     * @param type its file system's
     * @param named whether its name is in use
     * @param used whether its metadata is
     * @param attribute the type of the attribute that its content is in, on NTFS
     * @param attributeId the number of that attribute
     */
    record Subject(String type, boolean named, boolean used, boolean directory, int attribute, int attributeId) {}

    /**
     * What happened.
     *
     * @param layer the layer that made or deleted the file; -1 if none did
     * @param metadataChanged whether the metadata says something else than in the base
     */
    record Verdict(FileStatus status, int layer, boolean metadataChanged) {}

    /** Judges a file by where it is and whose that is. */
    Verdict judge(Subject file, FilePlaces places, CaseOwnership ownership) throws IOException {
        if (ownership.isUnknown() || disk.chain().missingParent() != null) {
            return new Verdict(ownership.isWorthSaying() ? FileStatus.UNKNOWN : FileStatus.UNTOUCHED, -1, true);
        }
        boolean metadataChanged = ownership.metadataSectorsChanged() > 0 && differs(places.metadata());
        if (metadataChanged && !places.own().isEmpty() && file.named() == file.used()) {
            Verdict life = life(file, places.own());
            if (life != null) {
                return life;
            }
        }
        return new Verdict(status(file, places, ownership, metadataChanged), -1, metadataChanged);
    }

    /** Whether the file is new or deleted since the base, and by whom; null if neither. */
    private @Nullable Verdict life(Subject file, List<DiskExtent> own) throws IOException {
        int base = views.size() - 1;
        MetadataState now = state(file, own, 0);
        MetadataState before = state(file, own, base);
        if (file.named() && now.inUse() && !now.isSameAs(before)) {
            int layer = 0;
            while (layer + 1 < base && now.isSameAs(state(file, own, layer + 1))) {
                layer++;
            }
            return new Verdict(FileStatus.NEW, layer, true);
        }
        if (!file.named() && now.isLeftOf(file.type(), before)) {
            int layer = 0;
            while (layer + 1 < base && !state(file, own, layer + 1).inUse()) {
                layer++;
            }
            return new Verdict(FileStatus.DELETED, layer, true);
        }
        return null;
    }

    private FileStatus status(Subject file, FilePlaces places, CaseOwnership ownership, boolean metadataChanged)
            throws IOException {
        boolean contentChanged = ownership.contentSectorsChanged() > 0
                || (places.resident() && metadataChanged && residentDiffers(file, places.own()));
        if (contentChanged && !file.directory()) {
            return FileStatus.CONTENT_CHANGED;
        }
        if (contentChanged || metadataChanged) {
            // The content of a folder is a list of names, which is metadata of what is in it.
            return FileStatus.METADATA_CHANGED;
        }
        return ownership.isWorthSaying() ? FileStatus.REWRITTEN : FileStatus.UNTOUCHED;
    }

    private MetadataState state(Subject file, List<DiskExtent> own, int layer) throws IOException {
        ByteBuffer bytes = read(views.get(layer), own);
        return bytes == null ? MetadataState.NONE : MetadataState.of(file.type(), bytes);
    }

    private boolean residentDiffers(Subject file, List<DiskExtent> own) throws IOException {
        ByteBuffer now = read(views.get(0), own);
        ByteBuffer before = read(views.get(views.size() - 1), own);
        if (now == null || before == null) {
            return true;
        }
        ByteBuffer content = ResidentContent.of(now, file.attribute(), file.attributeId());
        // In a record that is not the file's first one it cannot be told from the rest, which did change.
        return content == null
                || !Objects.equals(content, ResidentContent.of(before, file.attribute(), file.attributeId()));
    }

    private boolean differs(List<DiskExtent> metadata) throws IOException {
        MergedSource base = views.get(views.size() - 1);
        for (DiskExtent extent : metadata) {
            for (long at = extent.diskOffset(); at < extent.end(); at += CHUNK) {
                List<DiskExtent> piece = List.of(new DiskExtent(at, Math.min(CHUNK, extent.end() - at)));
                ByteBuffer now = Objects.requireNonNull(read(disk, piece));
                ByteBuffer before = read(base, piece);
                if (before == null || !MftRecord.meaning(now).equals(MftRecord.meaning(before))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Null if the disk was not as large then. */
    private static @Nullable ByteBuffer read(MergedSource view, List<DiskExtent> extents) throws IOException {
        long size = extents.stream().mapToLong(DiskExtent::length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
        for (DiskExtent extent : extents) {
            if (extent.end() > view.size()) {
                return null;
            }
            bytes.limit(bytes.position() + Math.toIntExact(extent.length()));
            view.readFully(extent.diskOffset(), bytes);
        }
        return bytes.flip();
    }
}
