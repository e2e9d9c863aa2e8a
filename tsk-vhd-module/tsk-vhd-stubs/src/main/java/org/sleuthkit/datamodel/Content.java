package org.sleuthkit.datamodel;

import java.util.List;

public interface Content extends SleuthkitVisitableItem {
    int read(byte[] buf, long offset, long len) throws TskCoreException;

    void close();

    long getSize();

    String getName();

    String getUniquePath() throws TskCoreException;

    long getId();

    Content getDataSource() throws TskCoreException;

    List<Content> getChildren() throws TskCoreException;

    Content getParent() throws TskCoreException;

    List<AnalysisResult> getAnalysisResults(BlackboardArtifact.Type type) throws TskCoreException;
}
