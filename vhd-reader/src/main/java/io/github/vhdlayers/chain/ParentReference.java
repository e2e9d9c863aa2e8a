package io.github.vhdlayers.chain;

import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import io.github.vhdlayers.internal.format.vhd.VhdEpoch;
import io.github.vhdlayers.internal.format.vhdx.Guids;
import io.github.vhdlayers.internal.format.vhdx.VhdxParentLocator;
import io.github.vhdlayers.internal.text.LastPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a differencing disk records about its parent. All of it is what the disk says; none of it is a place to look.
 *
 * @param childName the name of the file that records it
 * @param format the format of that file, which the parent has as well
 * @param parentId the parent's id; all zero where none was recorded. Of a VHDX it is the parent's data write id as it was when the
 *     child was created
 * @param secondParentId another id that the parent may have, of a VHDX with a child that is being merged into it; or null
 * @param virtualDiskId the id that a VHDX and its parent share, or null
 * @param parentTimestamp when the parent's file was last changed, in seconds since 2000, or 0 where it was not recorded
 * @param parentName the header's parent name, which some programs fill with a whole path; empty in a VHDX
 * @param paths all recorded paths with what the format calls them, in their order; without the header's parent name
 * @since 0.1.0
 */
public record ParentReference(
        String childName,
        DiskFormat format,
        UniqueId parentId,
        @Nullable UniqueId secondParentId,
        @Nullable UniqueId virtualDiskId,
        long parentTimestamp,
        String parentName,
        List<RecordedPath> paths) {

    /**
     * A recorded path.
     *
     * @param label what the format calls it, such as {@code W2ru} or {@code relative_path}
     * @param text the path, decoded without replacing anything
     */
    public record RecordedPath(String label, String text) {}

    /** Keeps an unmodifiable copy of the paths. */
    public ParentReference {
        paths = List.copyOf(paths);
    }

    /**
     * What a differencing disk records.
     *
     * @throws IllegalArgumentException if the file is a fixed VHD
     */
    public static ParentReference of(LayerFile child) {
        if (child instanceof VhdxFile vhdx) {
            return of(vhdx);
        }
        VhdFile vhd = (VhdFile) child;
        DynamicDiskHeader header = vhd.header();
        if (header == null) {
            throw new IllegalArgumentException(child.name() + " is a fixed disk, and has no parent");
        }
        return new ParentReference(
                child.name(),
                DiskFormat.VHD,
                header.parentUniqueId(),
                null,
                null,
                header.parentTimestamp(),
                header.parentName(),
                vhd.locatorPaths().stream()
                        .map(path -> new RecordedPath(path.platform().text().trim(), path.text()))
                        .toList());
    }

    private static ParentReference of(VhdxFile child) {
        VhdxParentLocator locator = child.parentLocator();
        List<RecordedPath> paths = new ArrayList<>();
        UniqueId id = null;
        UniqueId second = null;
        if (locator != null && locator.type().equals(VhdxParentLocator.VHDX)) {
            for (String key : VhdxParentLocator.PATHS) {
                String path = locator.value(key);
                if (path != null) {
                    paths.add(new RecordedPath(key, path));
                }
            }
            id = parse(locator.value(VhdxParentLocator.LINKAGE));
            second = parse(locator.value(VhdxParentLocator.LINKAGE_2));
        }
        return new ParentReference(
                child.name(),
                DiskFormat.VHDX,
                Objects.requireNonNullElse(id, new UniqueId(0, 0)),
                second == null || second.isNull() ? null : second,
                child.virtualDiskId(),
                0,
                "",
                paths);
    }

    private static @Nullable UniqueId parse(@Nullable String text) {
        return text == null ? null : Guids.parse(text);
    }

    /** Whether there is no id by which a file can be proven to be the parent. */
    boolean hasNoId() {
        return provingIds().isEmpty();
    }

    /** The ids of which each proves that a file of the same format is the parent: none, one or two. */
    public List<UniqueId> provingIds() {
        List<UniqueId> ids = new ArrayList<>();
        ids.add(parentId);
        if (secondParentId != null) {
            ids.add(secondParentId);
        }
        ids.removeIf(UniqueId::isNull);
        return List.copyOf(ids);
    }

    /** Whether an id proves that a file of the same format is the parent. */
    public boolean accepts(UniqueId id) {
        return provingIds().contains(id);
    }

    /** Whether a file is a state of the same disk, which is no proof that it is the parent. */
    boolean isSameDisk(@Nullable UniqueId otherDiskId) {
        return virtualDiskId != null && !virtualDiskId.isNull() && virtualDiskId.equals(otherDiskId);
    }

    /** When the parent's file was last changed, or null where it was not recorded. */
    public @Nullable Instant parentTime() {
        return parentTimestamp == 0 ? null : VhdEpoch.toInstant(parentTimestamp);
    }

    /**
     * The last parts of all recorded paths, without doubles: the file names that the parent had. A part counts from the last
     * slash or backslash, whatever system this runs on.
     */
    public List<String> baseNames() {
        Set<String> names = new LinkedHashSet<>();
        for (RecordedPath path : paths) {
            addBaseName(names, path.text());
        }
        addBaseName(names, parentName);
        return List.copyOf(names);
    }

    private static void addBaseName(Set<String> names, String path) {
        String name = LastPart.of(path);
        if (!name.isEmpty()) {
            names.add(name);
        }
    }
}
