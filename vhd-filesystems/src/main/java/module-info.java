/** NTFS, FAT, exFAT and ext2 to ext4 in Java, as a service of the reader. */
module io.github.vhdlayers.filesystems {
    requires transitive io.github.vhdlayers.reader;
    requires static org.jspecify;

    exports io.github.vhdlayers.filesystems;

    provides io.github.vhdlayers.filesystem.FileSystemReader with
            io.github.vhdlayers.filesystems.JavaFileSystemReader;
}
