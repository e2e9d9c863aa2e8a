package org.sleuthkit.datamodel;

public class AnalysisResultAdded {
    AnalysisResultAdded() {}

    public AnalysisResult getAnalysisResult() {
        throw new UnsupportedOperationException("a stub");
    }
}
