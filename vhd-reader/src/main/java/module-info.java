/**
 * Virtual disks and their parents, VHD and VHDX, read as one disk that knows which layer owns every sector. {@link
 * io.github.vhdlayers.VirtualDisk} is the way in. Services read the file systems inside; {@code vhd-filesystems} has them in Java.
 */
@SuppressWarnings("module") // The module that lists fields is not there when this one is compiled.
module io.github.vhdlayers.reader {
    requires static transitive org.jspecify;

    exports io.github.vhdlayers;
    exports io.github.vhdlayers.analysis.compare;
    exports io.github.vhdlayers.analysis.files;
    exports io.github.vhdlayers.analysis.regions;
    exports io.github.vhdlayers.catalogue;
    exports io.github.vhdlayers.chain;
    exports io.github.vhdlayers.diag;
    exports io.github.vhdlayers.file;
    exports io.github.vhdlayers.filesystem;
    exports io.github.vhdlayers.format;
    exports io.github.vhdlayers.io;
    exports io.github.vhdlayers.ownership;
    exports io.github.vhdlayers.partition;

    // What the programs of this project show of a disk beyond what callers need. It may change with every version.
    exports io.github.vhdlayers.internal.analysis to
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.export to
            io.github.vhdlayers.tool,
            io.github.vhdlayers.tsk;
    exports io.github.vhdlayers.internal.file to
            io.github.vhdlayers.rows,
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool,
            io.github.vhdlayers.tsk;
    exports io.github.vhdlayers.internal.folder to
            io.github.vhdlayers.rows,
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.format.vhd to
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool,
            io.github.vhdlayers.tsk;
    exports io.github.vhdlayers.internal.format.vhdx to
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.history to
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.partition to
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.regions to
            io.github.vhdlayers.rows,
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.scan to
            io.github.vhdlayers.rows,
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.table to
            io.github.vhdlayers.tool;
    exports io.github.vhdlayers.internal.text to
            io.github.vhdlayers.filesystems,
            io.github.vhdlayers.rows,
            io.github.vhdlayers.tika,
            io.github.vhdlayers.tika.pipes,
            io.github.vhdlayers.tool,
            io.github.vhdlayers.tsk;

    uses io.github.vhdlayers.filesystem.FileSystemReader;
}
