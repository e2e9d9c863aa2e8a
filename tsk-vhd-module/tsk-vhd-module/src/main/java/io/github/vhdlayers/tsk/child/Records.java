package io.github.vhdlayers.tsk.child;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.RecordedTime;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import io.github.vhdlayers.partition.Partition;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of the file-walk service as bytes: each is written and read in one place, field by field. */
final class Records {
    /** How many extents a content may have: of more the list ends, and the file has a problem. */
    static final int MOST_EXTENTS = 1 << 20;

    private static final int MOST_STREAMS = 1 << 17;
    private static final DiskFile.Kind[] KINDS = DiskFile.Kind.values();
    private static final FileExtent.Kind[] EXTENT_KINDS = FileExtent.Kind.values();

    private Records() {}

    static void write(WireOut out, FileSystemInfo info) {
        out.text(info.type());
        out.number(info.diskOffset());
        out.number(info.length());
        out.number(info.blockSize());
    }

    static FileSystemInfo fileSystem(WireIn in, int number, @Nullable Partition partition) throws IOException {
        return new FileSystemInfo(number, partition, in.text(), in.size(), in.size(), in.integer()).withReader("tsk");
    }

    static void write(WireOut out, WalkOptions options) {
        out.bool(options.deleted());
        out.bool(options.orphans());
        out.number(options.maxFiles());
        out.number(options.maxDepth());
        out.number(options.maxExtents());
    }

    static WalkOptions options(WireIn in) throws IOException {
        return new WalkOptions(in.bool(), in.bool(), in.size(), in.integer(), Math.min(MOST_EXTENTS, in.integer()));
    }

    static void write(WireOut out, WalkResult result) {
        out.number(result.files());
        out.number(result.problems().size());
        result.problems().forEach(out::text);
        out.number(result.problemCount());
        out.textOrNull(result.limit());
        out.number(result.unread().size());
        for (UnreadFolder folder : result.unread()) {
            out.text(folder.path());
            out.text(folder.reason());
        }
        out.number(result.unreadCount());
    }

    static WalkResult result(WireIn in) throws IOException {
        long files = in.size();
        int count = in.count(WalkResult.MOST_PROBLEMS, 1);
        List<String> problems = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            problems.add(in.text());
        }
        return new WalkResult(files, problems, in.size(), in.textOrNull(), unread(in), in.size());
    }

    private static List<UnreadFolder> unread(WireIn in) throws IOException {
        int count = in.count(WalkResult.MOST_PROBLEMS, 2);
        List<UnreadFolder> unread = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            unread.add(new UnreadFolder(in.text(), in.text()));
        }
        return unread;
    }

    static void write(WireOut out, FileName name) {
        out.text(name.path());
        out.constant(name.kind());
        out.bool(name.allocated());
        out.signed(name.address());
        out.signed(name.sequence());
        out.bool(name.printsAlike());
    }

    static FileName name(WireIn in) throws IOException {
        return new FileName(in.text(), in.constant(KINDS), in.bool(), in.signed(), in.signed(), in.bool());
    }

    static void write(WireOut out, DiskFile file) {
        write(out, file.name());
        out.bool(file.isRead());
        out.bool(file.allocated());
        out.constant(file.kind());
        Long size = file.size();
        out.bool(size != null);
        if (size != null) {
            out.number(size);
        }
        out.signed(file.links());
        write(out, file.times());
        out.number(file.streams().size());
        file.streams().forEach(stream -> write(out, stream));
        out.number(file.metadata().size());
        long end = 0;
        for (DiskExtent extent : file.metadata()) {
            out.signed(extent.diskOffset() - end);
            out.number(extent.length());
            end = extent.end();
        }
        out.textOrNull(file.problem());
    }

    static DiskFile file(WireIn in, FileSystemInfo system) throws IOException {
        return new DiskFile(
                system,
                name(in),
                in.bool(),
                in.bool(),
                in.constant(KINDS),
                in.bool() ? Long.valueOf(in.size()) : null,
                (int) in.signed(),
                times(in),
                streams(in),
                metadata(in),
                in.textOrNull());
    }

    private static List<DiskExtent> metadata(WireIn in) throws IOException {
        int count = in.count(MOST_EXTENTS, 2);
        List<DiskExtent> extents = new ArrayList<>(count);
        long end = 0;
        for (int i = 0; i < count; i++) {
            DiskExtent extent = new DiskExtent(end + in.signed(), in.size());
            extents.add(extent);
            end = extent.end();
        }
        return extents;
    }

    private static void write(WireOut out, FileTimes times) {
        write(out, times.modified());
        write(out, times.accessed());
        write(out, times.changed());
        write(out, times.created());
    }

    private static FileTimes times(WireIn in) throws IOException {
        return new FileTimes(time(in), time(in), time(in), time(in));
    }

    // The seconds are written beside them.
    @SuppressWarnings({"JavaInstantGetSecondsGetNano", "JavaLocalDateTimeGetNano"})
    private static void write(WireOut out, @Nullable RecordedTime time) {
        if (time instanceof RecordedTime.Utc utc) {
            out.number(1);
            out.signed(utc.instant().getEpochSecond());
            out.number(utc.instant().getNano());
        } else if (time instanceof RecordedTime.Local local) {
            out.number(2);
            out.signed(local.dateTime().toEpochSecond(ZoneOffset.UTC));
            out.number(local.dateTime().getNano());
        } else if (time instanceof RecordedTime.Day day) {
            out.number(3);
            out.signed(day.date().toEpochDay());
        } else {
            out.number(0);
        }
    }

    private static @Nullable RecordedTime time(WireIn in) throws IOException {
        try {
            return switch (in.integer()) {
                case 0 -> null;
                case 1 -> new RecordedTime.Utc(Instant.ofEpochSecond(in.signed(), in.integer()));
                case 2 ->
                    new RecordedTime.Local(LocalDateTime.ofEpochSecond(in.signed(), in.integer(), ZoneOffset.UTC));
                case 3 -> new RecordedTime.Day(LocalDate.ofEpochDay(in.signed()));
                default -> throw new IOException("a time of an unknown kind");
            };
        } catch (DateTimeException e) {
            throw new IOException("a time that cannot be", e);
        }
    }

    private static void write(WireOut out, FileStream stream) {
        out.text(stream.name());
        out.signed(stream.size());
        out.bool(stream.resident());
        out.bool(stream.compressed());
        out.bool(stream.encrypted());
        out.signed(stream.type());
        out.signed(stream.id());
        out.number(stream.extents().size());
        long content = 0;
        long disk = 0;
        for (FileExtent extent : stream.extents()) {
            out.constant(extent.kind());
            out.signed(extent.contentOffset() - content);
            out.signed(extent.diskOffset() - disk);
            out.signed(extent.length());
            content = extent.contentOffset() + extent.length();
            disk = extent.diskOffset() + extent.length();
        }
    }

    private static List<FileStream> streams(WireIn in) throws IOException {
        int count = in.count(MOST_STREAMS, 8);
        List<FileStream> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            streams.add(new FileStream(
                    in.text(),
                    in.signed(),
                    in.bool(),
                    in.bool(),
                    in.bool(),
                    (int) in.signed(),
                    (int) in.signed(),
                    extents(in)));
        }
        return streams;
    }

    private static List<FileExtent> extents(WireIn in) throws IOException {
        int count = in.count(MOST_EXTENTS + 1, 4);
        List<FileExtent> extents = new ArrayList<>(count);
        long content = 0;
        long disk = 0;
        for (int i = 0; i < count; i++) {
            FileExtent extent =
                    new FileExtent(in.constant(EXTENT_KINDS), content + in.signed(), disk + in.signed(), in.signed());
            extents.add(extent);
            content = extent.contentOffset() + extent.length();
            disk = extent.diskOffset() + extent.length();
        }
        return extents;
    }
}
