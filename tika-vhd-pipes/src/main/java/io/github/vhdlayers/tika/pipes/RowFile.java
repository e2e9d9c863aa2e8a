package io.github.vhdlayers.tika.pipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vhdlayers.rows.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file of rows while it is written, beside its place. For one thread. */
final class RowFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final BufferedWriter out;

    RowFile(Path place) throws IOException {
        this.place = place;
        this.beside = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".partial");
        this.out = new BufferedWriter(new OutputStreamWriter(
                Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                // What a document holds may be half a character.
                UTF_8.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith("\uFFFD".getBytes(UTF_8))));
    }

    void add(Row row) throws IOException {
        out.write(RowStore.line(row));
        out.write('\n');
    }

    /** Puts the file into its place; nothing can be added after that. */
    void keep() throws IOException {
        out.close();
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what was not kept. */
    @Override
    public void close() throws IOException {
        try (out) {
            Files.deleteIfExists(beside);
        }
    }
}
