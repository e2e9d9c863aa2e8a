package io.github.vhdlayers.samples.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.rows.Lab;
import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.LabFiles;
import io.github.vhdlayers.rows.RowRequest;
import io.github.vhdlayers.rows.RowTable;
import io.github.vhdlayers.rows.TableRows;
import io.github.vhdlayers.tika.pipes.VhdPipes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Builds or continues a store: files and texts by Tika's pipes, each layer and each content once and in processes of their own; the
 * other tables here; then one Parquet file for each table, and the index of words.
 */
final class StoreBuilder {
    private static final List<RowTable> HERE =
            List.of(RowTable.DISKS, RowTable.PARTITIONS, RowTable.RUNS, RowTable.BLOCKS);
    private static final String SETTINGS = "tika-vhd-pipes.xml";

    private final Path disks;
    private final Path store;
    private final ObjectMapper json = new ObjectMapper();

    StoreBuilder(Path disks, Path store) {
        this.disks = disks.toAbsolutePath().normalize();
        this.store = store.toAbsolutePath().normalize();
    }

    void build(PrintStream out) throws Exception {
        if (store.startsWith(disks)) {
            throw new IOException("the store has to be outside of the folder of the disks, which are evidence");
        }
        Files.createDirectories(store);
        long tasks = VhdPipes.run(settings());
        FileSystemReader reader = FileSystemReaders.named("java");
        List<LabDisk> lab = Lab.list(List.of(disks));
        for (RowTable table : HERE) {
            try (LabFiles files = new LabFiles()) {
                for (LabDisk disk : lab) {
                    write(table, disk, files, reader);
                }
            }
        }
        Rows.writeParquet(store);
        TextIndex.write(store);
        out.println(lab.size() + " layers, " + tasks + " tasks of Tika's pipes; the store is " + store);
    }

    /** The settings of the page, for these folders. */
    private Path settings() throws IOException {
        try (InputStream page = StoreBuilder.class.getResourceAsStream(SETTINGS)) {
            if (page == null) {
                throw new IOException("the jar has no " + SETTINGS);
            }
            Path file = store.resolve(SETTINGS);
            String text = new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("<store>store<", "<store>" + escaped(store) + "<")
                    .replace("<disks>disks<", "<disks>" + escaped(disks) + "<")
                    .replace("<tikaConfig>" + SETTINGS + "<", "<tikaConfig>" + escaped(file) + "<");
            return Files.writeString(file, text);
        }
    }

    private static String escaped(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;");
    }

    /** A layer's blocks depend on its file alone, and are there or not; what depends on parents is made anew. */
    private void write(RowTable table, LabDisk disk, LabFiles files, FileSystemReader reader) throws IOException {
        Path place = Files.createDirectories(store.resolve(table.toString())).resolve(disk.key() + ".jsonl");
        if (table == RowTable.BLOCKS && Files.exists(place)) {
            return;
        }
        Path beside = place.resolveSibling(disk.key() + ".partial");
        try (BufferedWriter lines = Files.newBufferedWriter(beside)) {
            TableRows.write(RowRequest.all(table), disk, files, reader, row -> {
                lines.write(json.writeValueAsString(row.columns()));
                lines.write('\n');
            });
        }
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
