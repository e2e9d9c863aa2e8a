package org.sleuthkit.datamodel;

public class AnalysisResult extends BlackboardArtifact {
    AnalysisResult() {}

    public String getConclusion() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getConfiguration() {
        throw new UnsupportedOperationException("a stub");
    }

    public String getJustification() {
        throw new UnsupportedOperationException("a stub");
    }

    public Score getScore() {
        throw new UnsupportedOperationException("a stub");
    }
}
