package org.sleuthkit.datamodel;

import java.util.ArrayList;
import java.util.List;

public abstract class AbstractContent implements Content {
    private final SleuthkitCase sleuthkitCase;
    private final long id;

    AbstractContent(SleuthkitCase sleuthkitCase, long id) {
        this.sleuthkitCase = sleuthkitCase;
        this.id = id;
    }

    public SleuthkitCase getSleuthkitCase() {
        return sleuthkitCase;
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        return 0;
    }

    @Override
    public void close() {}

    @Override
    public long getSize() {
        return 0;
    }

    @Override
    public String getName() {
        return "";
    }

    @Override
    public String getUniquePath() throws TskCoreException {
        Content parent = getParent();
        return (parent == null ? "" : parent.getUniquePath()) + "/" + getName();
    }

    @Override
    public long getId() {
        return id;
    }

    @Override
    public Content getDataSource() throws TskCoreException {
        return this;
    }

    @Override
    public List<Content> getChildren() throws TskCoreException {
        return new ArrayList<>(sleuthkitCase.childrenOf(id));
    }

    @Override
    public Content getParent() throws TskCoreException {
        return null;
    }

    @Override
    public List<AnalysisResult> getAnalysisResults(BlackboardArtifact.Type type) throws TskCoreException {
        return sleuthkitCase.stored().artifactsOf(id).stream()
                .filter(row -> row.type().getTypeID() == type.getTypeID())
                .map(row -> new AnalysisResult(sleuthkitCase, row))
                .toList();
    }

    /** The highest of its results, whatever module they are of. */
    public Score getAggregateScore() throws TskCoreException {
        Score highest = Score.SCORE_UNKNOWN;
        for (BlackboardArtifact.Stored each : sleuthkitCase.stored().artifactsOf(id)) {
            if (each.score() != null && each.score().compareTo(highest) > 0) {
                highest = each.score();
            }
        }
        return highest;
    }
}
