package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.CorruptVhdException;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.file.LayerFile;

/** Where the part of a file ends that can hold data of the disk. */
final class DataEnd {
    private DataEnd() {}

    /**
     * Refuses data that is not all before the end.
     *
     * @param structure what the data is called in messages
     * @param length how many bytes are asked for from {@code fileOffset} on
     */
    static void require(LayerFile file, String structure, long fileOffset, int length) throws CorruptVhdException {
        long end = file.dataEnd();
        if (length > end - fileOffset) {
            throw new CorruptVhdException(new Problem(
                    ErrorCode.DATA_TRUNCATED,
                    file.name(),
                    structure,
                    null,
                    length + " bytes of the disk",
                    Math.max(0, end - fileOffset) + " before the file's data ends at " + end,
                    fileOffset));
        }
    }
}
