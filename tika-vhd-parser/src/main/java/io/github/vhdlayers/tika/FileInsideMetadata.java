package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.FileOwnership;
import io.github.vhdlayers.analysis.FileStatus;
import io.github.vhdlayers.analysis.SectorTally;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.files.FileTimes;
import io.github.vhdlayers.files.PathText;
import io.github.vhdlayers.files.RecordedTime;
import java.time.ZoneId;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.jspecify.annotations.Nullable;

/** What is told of a file inside: its path, its times, whose it is, and what the leaf did to it. */
final class FileInsideMetadata {
    private FileInsideMetadata() {}

    /** The name it is given under, as the entries of an archive are called, so that whoever unpacks gets folders. */
    static String name(FileOwnership file, boolean several) {
        String path = file.printedPath();
        return (several ? file.file().fileSystem().label() + "/" : "") + path.substring(path.startsWith("/") ? 1 : 0);
    }

    /** Sets what is known of it; its own parser adds to that. */
    static void set(FileOwnership file, @Nullable ZoneId zone, Metadata metadata) {
        metadata.set(VhdProperties.FILE_PATH, file.printedPath());
        if (!file.printedPath().equals(file.path())) {
            metadata.set(VhdProperties.FILE_PATH_HEX, PathText.hex(file.path()));
        }
        metadata.set(VhdProperties.FILE_VOLUME, file.file().fileSystem().label());
        metadata.set(VhdProperties.FILE_STATUS, file.status().toString());
        metadata.set(
                VhdProperties.FILE_ALLOCATED,
                Boolean.toString(file.file().allocated() && file.status() != FileStatus.DELETED));
        metadata.set(
                VhdProperties.FILE_ADDRESS, Long.toString(file.file().name().address()));
        FileTimes recorded = file.file().times();
        FileTimes times = zone == null ? recorded : recorded.inZone(zone);
        if (zone != null && !times.equals(recorded)) {
            metadata.set(VhdProperties.FILE_TIME_ZONE, zone.getId());
        }
        set(metadata, VhdProperties.FILE_MODIFIED, times.modified());
        set(metadata, VhdProperties.FILE_ACCESSED, times.accessed());
        set(metadata, VhdProperties.FILE_CHANGED, times.changed());
        set(metadata, VhdProperties.FILE_CREATED, times.created());
        SectorTally all = file.all();
        metadata.set(
                VhdProperties.FILE_CONTENT_SECTORS, Long.toString(file.content().sectors()));
        metadata.set(VhdProperties.FILE_OWNED_SECTORS, Long.toString(all.owned()));
        metadata.set(VhdProperties.FILE_CHANGED_SECTORS, Long.toString(all.changed()));
        all.byLayer().forEach((layer, sectors) -> metadata.add(VhdProperties.FILE_OWNER, layer + ":" + sectors));
        if (all.nobody() > 0) {
            metadata.add(VhdProperties.FILE_OWNER, "none:" + all.nobody());
        }
        if (all.unknown() > 0) {
            metadata.add(VhdProperties.FILE_OWNER, "unknown:" + all.unknown());
        }
        if (file.problem() != null) {
            metadata.set(VhdProperties.FILE_PROBLEM, SafeText.escape(file.problem()));
        }
    }

    private static void set(Metadata metadata, Property key, @Nullable RecordedTime time) {
        if (time != null) {
            metadata.set(key, time.toString());
        }
    }
}
