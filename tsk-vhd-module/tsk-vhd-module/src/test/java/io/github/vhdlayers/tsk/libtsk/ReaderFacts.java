package io.github.vhdlayers.tsk.libtsk;

import io.github.vhdlayers.filesystem.DiskExtent;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.DiskFileSystems.VolumeProblem;
import io.github.vhdlayers.filesystem.FileExtent;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.FileTimes;
import io.github.vhdlayers.filesystem.WalkOptions;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.internal.text.PathText;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** All that a reader tells of a disk, a line a fact, so that two readers can be compared. */
final class ReaderFacts {
    private static final long MOST_READ = 1 << 22;

    private ReaderFacts() {}

    /**
     * Prints what a reader tells of a raw disk.
     *
     * @param args the name of a reader, the file, and anything more for orphans too
     */
    public static void main(String[] args) throws IOException {
        try (RandomAccessSource disk = RandomAccessSources.ofPath(Path.of(args[1]))) {
            boolean orphans = args.length > 2;
            FileSystemReader reader =
                    args[0].equals("tsk") ? new TskFileSystemReader() : FileSystemReaders.named(args[0]);
            of(reader, disk, WalkOptions.defaults().withDeleted(true).withOrphans(orphans))
                    .forEach(System.out::println);
        }
    }

    static List<String> of(FileSystemReader reader, RandomAccessSource disk, WalkOptions options) throws IOException {
        List<String> facts = new ArrayList<>();
        try (DiskFileSystems systems = reader.open(disk, PartitionTable.read(disk))) {
            for (VolumeProblem problem : systems.problems()) {
                facts.add("problem " + problem.kind() + " " + problem.message());
            }
            for (FileSystemInfo info : systems.fileSystems()) {
                facts.add(info.type() + " at " + info.diskOffset() + " " + info.length() + " " + info.blockSize());
                WalkResult result = systems.walk(info, options, file -> {
                    facts.addAll(facts(systems, file));
                    return true;
                });
                facts.add("files " + result.files() + " limit " + result.limit());
                result.problems().forEach(problem -> facts.add("walk: " + problem));
                result.unread().forEach(folder -> facts.add("unread: " + folder.path() + ": " + folder.reason()));
                List<String> free = new ArrayList<>();
                try {
                    systems.unallocated(
                            info, 0, disk.size(), extent -> free.add(extent.diskOffset() + "+" + extent.length()));
                } catch (IOException e) {
                    facts.add("free throws " + e.getMessage());
                }
                facts.add("free " + free);
            }
        }
        return facts;
    }

    private static List<String> facts(DiskFileSystems systems, DiskFile file) {
        List<String> facts = new ArrayList<>();
        String head = PathText.escape(file.path()) + " ";
        facts.add(head + file.kind() + "/" + file.name().kind() + (file.allocated() ? "" : " deleted")
                + (file.name().allocated() ? "" : " deleted-name") + (file.isRead() ? "" : " unread") + " @"
                + file.name().address() + "-" + file.name().sequence() + " " + file.size() + " bytes, " + file.links()
                + " links" + (file.name().printsAlike() ? " alike" : ""));
        FileTimes times = file.times();
        facts.add(head + "times " + times.modified() + " " + times.accessed() + " " + times.changed() + " "
                + times.created());
        StringBuilder metadata = new StringBuilder(head).append("metadata");
        for (DiskExtent extent : file.metadata()) {
            metadata.append(' ').append(extent.diskOffset()).append('+').append(extent.length());
        }
        facts.add(metadata.toString());
        if (file.problem() != null) {
            facts.add(head + "problem " + file.problem());
        }
        for (FileStream stream : file.streams()) {
            StringBuilder line = new StringBuilder(head);
            line.append("stream '").append(stream.name()).append("' ").append(stream.size());
            line.append(stream.resident() ? " resident" : "").append(stream.compressed() ? " compressed" : "");
            line.append(stream.encrypted() ? " encrypted" : "").append(" type ").append(stream.type());
            line.append('-').append(stream.id());
            for (FileExtent extent : stream.extents()) {
                line.append(' ').append(extent.kind()).append(' ').append(extent.contentOffset());
                line.append("->").append(extent.diskOffset()).append('+').append(extent.length());
            }
            facts.add(line.toString());
            facts.add(head + "content '" + stream.name() + "' " + content(systems, file, stream));
        }
        return facts;
    }

    private static String content(DiskFileSystems systems, DiskFile file, FileStream stream) {
        CRC32 sum = new CRC32();
        try (RandomAccessSource content = systems.content(file, stream)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long at = 0;
            while (at < Math.min(MOST_READ, content.size())) {
                buffer.clear();
                int count = content.read(at, buffer);
                if (count < 0) {
                    return at + " bytes, then the end";
                }
                sum.update(buffer.flip());
                at += count;
            }
            return at + " bytes " + Long.toHexString(sum.getValue());
        } catch (IOException e) {
            return "throws " + e.getMessage();
        }
    }
}
