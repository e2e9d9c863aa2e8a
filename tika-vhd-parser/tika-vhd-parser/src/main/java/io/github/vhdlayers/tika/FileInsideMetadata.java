package io.github.vhdlayers.tika;

import io.github.vhdlayers.analysis.files.FileChange;
import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.analysis.files.FileOwnership.SectorTally;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.internal.text.PathText;
import java.time.ZoneId;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.jspecify.annotations.Nullable;

/** What is reported of a file inside: its path, its times, its layers, and what the leaf did to it. */
final class FileInsideMetadata {
    private FileInsideMetadata() {}

    /** The name it is given under, as the entries of an archive are called, so that a program that unpacks gets folders. */
    static String name(FileOwnership file, boolean several) {
        String path = file.printedPath();
        return (several ? file.file().fileSystem().label() + "/" : "") + path.substring(path.startsWith("/") ? 1 : 0);
    }

    /** Sets what is known of it; its own parser adds to that. */
    static void set(FileOwnership file, DiskIdentity disk, @Nullable ZoneId zone, Metadata metadata) {
        metadata.set(VhdProperties.FILE_ID, disk.documentId(file));
        metadata.set(VhdProperties.FILE_DISK_ID, disk.ids().get(0));
        metadata.set(VhdProperties.FILE_PATH, file.printedPath());
        if (!file.printedPath().equals(file.path())) {
            metadata.set(VhdProperties.FILE_PATH_HEX, PathText.hex(file.path()));
        }
        metadata.set(VhdProperties.FILE_VOLUME, file.file().fileSystem().label());
        metadata.set(VhdProperties.FILE_STATUS, file.status().toString());
        if (file.allocated() != null) {
            metadata.set(VhdProperties.FILE_ALLOCATED, file.allocated().toString());
        }
        metadata.set(
                VhdProperties.FILE_ADDRESS, Long.toString(file.file().name().address()));
        metadata.set(
                VhdProperties.FILE_SEQUENCE, Long.toString(file.file().name().sequence()));
        FileTimes recorded = file.times();
        FileTimes times = zone == null ? recorded : recorded.inZone(zone);
        if (zone != null && !times.equals(recorded)) {
            metadata.set(VhdProperties.FILE_TIME_ZONE, zone.getId());
        }
        set(metadata, VhdProperties.FILE_MODIFIED, times.modified());
        set(metadata, VhdProperties.FILE_ACCESSED, times.accessed());
        set(metadata, VhdProperties.FILE_CHANGED, times.changed());
        set(metadata, VhdProperties.FILE_CREATED, times.created());
        setChange(file, zone, metadata);
        SectorTally content = file.content();
        set(metadata, VhdProperties.FILE_CONTENT_SECTORS, content.sectors());
        set(metadata, VhdProperties.FILE_OWNED_SECTORS, file.owned());
        set(metadata, VhdProperties.FILE_CHANGED_SECTORS, file.changed());
        set(metadata, VhdProperties.FILE_METADATA_OWNED_SECTORS, file.metadata().owned());
        content.byLayer().forEach((layer, sectors) -> {
            metadata.add(VhdProperties.FILE_STORED_IN_LAYER, layer + ":" + sectors);
            metadata.add(VhdProperties.FILE_STORED_IN_LAYER_ID, disk.ids().get(layer) + ":" + sectors);
        });
        if (content.unwritten() > 0) {
            stored(metadata, "unwritten:" + content.unwritten());
        }
        if (content.unknown() > 0) {
            stored(metadata, "unknown:" + content.unknown());
        }
        if (file.doubt() != null) {
            metadata.set(VhdProperties.FILE_DOUBT, SafeText.escape(file.doubt()));
        }
        if (file.problem() != null) {
            metadata.set(VhdProperties.FILE_PROBLEM, SafeText.escape(file.problem()));
        }
    }

    private static void stored(Metadata metadata, String nowhere) {
        metadata.add(VhdProperties.FILE_STORED_IN_LAYER, nowhere);
        metadata.add(VhdProperties.FILE_STORED_IN_LAYER_ID, nowhere);
    }

    private static void setChange(FileOwnership file, @Nullable ZoneId zone, Metadata metadata) {
        FileChange change = file.change();
        if (change == null) {
            return;
        }
        change.reasons().forEach(reason -> metadata.add(VhdProperties.FILE_REASON, reason.toString()));
        String path = file.printedFormerPath();
        if (path != null) {
            metadata.set(VhdProperties.FILE_FORMER_PATH, path);
        }
        set(metadata, VhdProperties.FILE_FORMER_SIZE, file.formerSize());
        RecordedTime modified = change.former().times().modified();
        set(
                metadata,
                VhdProperties.FILE_FORMER_MODIFIED,
                modified == null || zone == null ? modified : modified.inZone(zone));
    }

    /** A number that is not known has no value. */
    private static void set(Metadata metadata, Property key, @Nullable Long number) {
        if (number != null) {
            metadata.set(key, number.toString());
        }
    }

    private static void set(Metadata metadata, Property key, @Nullable RecordedTime time) {
        if (time != null) {
            metadata.set(key, time.toString());
        }
    }
}
