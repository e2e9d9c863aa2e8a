package org.sleuthkit.autopsy.ingest;

/** Stands in for Autopsy's: a job that is cancelled when it was asked often enough. */
public final class IngestJobContext {
    private int questionsLeft;

    public IngestJobContext(int questionsUntilCancelled) {
        this.questionsLeft = questionsUntilCancelled;
    }

    public long getJobId() {
        return 1;
    }

    public String getExecutionContext() {
        return "the context";
    }

    public boolean dataSourceIngestIsCancelled() {
        return questionsLeft-- <= 0;
    }
}
