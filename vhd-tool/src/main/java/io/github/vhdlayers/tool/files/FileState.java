package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.internal.text.PathText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a file in one view of the disk.
 *
 * @param path its path as it is printed; null if it is not known or the same as elsewhere
 * @param pathHex the bytes of the path if it is printed in escapes, otherwise null
 * @param size how many bytes the content has; null if that is not known
 * @param times its times, local ones converted if that was asked for
 * @param details owner, group and permissions; none where they are not recorded or cannot be read
 */
public record FileState(
        @Nullable String path,
        @Nullable String pathHex,
        @Nullable Long size,
        FileTimes times,
        DiskFile.Details details) {
    /**
     * As the row has it.
     *
     * @param systems those that gave the file
     * @param zone in which local times are converted to UTC, or null if they are printed as they are recorded
     * @param hasDetails whether owner, group and permissions are asked for
     */
    public static FileState of(FileOwnership file, DiskFileSystems systems, @Nullable ZoneId zone, boolean hasDetails) {
        DiskFile.Details details = DiskFile.Details.NONE;
        try {
            details = hasDetails && file.file().isRead() ? systems.details(file.file()) : DiskFile.Details.NONE;
        } catch (IOException e) {
            // What cannot be read is not known, as what is not recorded; the rest of the row is.
        }
        return new FileState(null, null, file.size(), in(zone, file.times()), details);
    }

    /**
     * As it was before the layer, or null if nothing of it is known to differ.
     *
     * @param several whether paths begin with the partition
     */
    static @Nullable FileState former(FileOwnership file, boolean several, @Nullable ZoneId zone) {
        FileChange change = file.change();
        if (change == null) {
            return null;
        }
        String path = file.printedFormerPath();
        String plain = file.formerPath();
        return new FileState(
                path == null ? null : FileTable.prefix(file, several) + path,
                path == null || path.equals(plain) ? null : PathText.hex(String.valueOf(plain)),
                file.formerSize(),
                in(zone, change.former().times()),
                change.formerDetails());
    }

    private static FileTimes in(@Nullable ZoneId zone, FileTimes times) {
        return zone == null ? times : times.inZone(zone);
    }

    /** Where a link leads, made safe to show, or null. */
    public @Nullable String linkTarget() {
        return details.linkTarget() == null ? null : SafeText.escape(details.linkTarget());
    }

    /** The times that are stored with the name, or null if there are none. */
    public @Nullable FileTimes nameTimes() {
        return details.nameTimes();
    }

    /** The permissions in octal digits, or null. */
    public @Nullable String mode() {
        Integer mode = details.mode();
        return mode == null ? null : String.format(Locale.ROOT, "%04o", mode);
    }
}
