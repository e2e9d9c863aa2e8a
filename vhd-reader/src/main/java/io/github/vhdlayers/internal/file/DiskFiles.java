package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;

/** Opens files of chains. Thread-safe. */
public final class DiskFiles {
    private DiskFiles() {}

    /**
     * Opens a file in whichever format it is.
     *
     * @param source the file's bytes; closed with the result, and closed at once if this throws
     * @param options how it is read
     * @throws io.github.vhdlayers.diag.VhdException if it is no disk that can be read; see its subclasses
     * @throws IOException if the source cannot be read
     */
    public static LayerFile open(RandomAccessSource source, FileOptions options) throws IOException {
        boolean vhdx;
        try {
            vhdx = VhdxFile.isVhdx(source);
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, source);
            throw e;
        }
        if (vhdx) {
            return VhdxFile.open(source, options);
        }
        try {
            return VhdFile.open(source, options);
        } catch (NotVhdException e) {
            Problem companion = CompanionFile.problem(source.name());
            throw companion == null ? e : new NotVhdException(companion);
        }
    }
}
