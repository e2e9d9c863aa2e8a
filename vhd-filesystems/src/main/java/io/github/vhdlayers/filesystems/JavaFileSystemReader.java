package io.github.vhdlayers.filesystems;

import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.io.RandomAccessData;
import io.github.vhdlayers.partition.PartitionTable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Reads file systems in Java, on every machine. What a volume holds that it does not read is named in
 * {@link DiskFileSystems#problems()}.
 */
public final class JavaFileSystemReader implements FileSystemReader {
    private final boolean recovers;

    /** For {@link java.util.ServiceLoader}: replays journals in memory. */
    public JavaFileSystemReader() {
        this(true);
    }

    private JavaFileSystemReader(boolean recovers) {
        this.recovers = recovers;
    }

    @Override
    public FileSystemReader withoutRecovery() {
        return new JavaFileSystemReader(false);
    }

    @Override
    public String name() {
        return VolumePlace.NAME;
    }

    @Override
    public int rank() {
        return Formats.RANK;
    }

    @Override
    public String description() throws IOException {
        return "vhd-filesystems " + version();
    }

    private static String version() throws IOException {
        try (InputStream in = JavaFileSystemReader.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            String version = properties.getProperty("version", "");
            return version.isEmpty() || version.startsWith("$") ? "(not from its jar)" : version;
        }
    }

    @Override
    public DiskFileSystems open(RandomAccessData disk, PartitionTable table) throws IOException {
        return JavaFileSystems.open(disk, table, recovers);
    }
}
