package io.github.vhdlayers.tsk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Blackboard;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.BlackboardArtifact;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/** Writes artifacts into a case, all of them or none, and then informs the listeners. */
final class BoardTransaction {
    private BoardTransaction() {}

    /** Makes one artifact of a thing. */
    @FunctionalInterface
    interface Writer<T> {
        BlackboardArtifact write(T thing, SleuthkitCase.CaseDbTransaction transaction)
                throws TskCoreException, BlackboardException;
    }

    /**
     * Makes an artifact of each thing in one transaction and posts them.
     *
     * @param ingestJobId the ingest job that this is part of; null for none
     * @return how many there are
     */
    static <T> int post(SleuthkitCase sleuthkitCase, @Nullable Long ingestJobId, List<T> things, Writer<T> writer)
            throws TskCoreException, BlackboardException {
        Blackboard board = sleuthkitCase.getBlackboard();
        List<BlackboardArtifact> added = new ArrayList<>();
        SleuthkitCase.CaseDbTransaction transaction = sleuthkitCase.beginTransaction();
        boolean committed = false;
        try {
            for (T thing : things) {
                added.add(writer.write(thing, transaction));
            }
            transaction.commit();
            committed = true;
        } finally {
            if (!committed) {
                transaction.rollback();
            }
        }
        board.postArtifacts(added, VhdImageProvider.TOOL, ingestJobId);
        return added.size();
    }
}
