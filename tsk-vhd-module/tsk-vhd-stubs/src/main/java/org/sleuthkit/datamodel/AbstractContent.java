package org.sleuthkit.datamodel;

import java.util.List;

public abstract class AbstractContent implements Content {
    AbstractContent() {}

    public SleuthkitCase getSleuthkitCase() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public int read(byte[] buf, long offset, long len) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public long getSize() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getName() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public String getUniquePath() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public long getId() {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public Content getDataSource() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public List<Content> getChildren() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public Content getParent() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    @Override
    public List<AnalysisResult> getAnalysisResults(BlackboardArtifact.Type type) throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }

    public Score getAggregateScore() throws TskCoreException {
        throw new UnsupportedOperationException("a stub");
    }
}
