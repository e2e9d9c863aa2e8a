package io.github.vhdlayers.tsk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * As much of a case's file as says whether it is to be looked at: a file object of the datamodel costs many times as much.
 *
 * @param id the file's
 * @param fileSystem the id of its file system; 0 if it has none
 * @param address of its metadata
 * @param name with the name of its stream
 * @param allocated whether the name is in use
 */
record FileRow(long id, long fileSystem, long address, String name, boolean allocated) {
    private static final int ALLOCATED = 1;

    /**
     * Some files in the order of their ids.
     *
     * @param where which files
     * @param after the ids are greater
     * @param most how many at most
     */
    static List<FileRow> of(SleuthkitCase sleuthkitCase, String where, long after, int most) throws TskCoreException {
        List<FileRow> rows = new ArrayList<>();
        try (SleuthkitCase.CaseDbQuery query =
                sleuthkitCase.executeQuery("SELECT obj_id, fs_obj_id, meta_addr, name, dir_flags FROM tsk_files WHERE "
                        + where + " AND obj_id > " + after + " ORDER BY obj_id LIMIT " + most)) {
            ResultSet found = query.getResultSet();
            while (found.next()) {
                String name = found.getString(4);
                rows.add(new FileRow(
                        found.getLong(1),
                        found.getLong(2),
                        found.getLong(3),
                        name == null ? "" : name,
                        (found.getInt(5) & ALLOCATED) != 0));
            }
        } catch (SQLException e) {
            throw new TskCoreException("the case's files cannot be listed: " + e.getMessage(), e);
        }
        return rows;
    }
}
