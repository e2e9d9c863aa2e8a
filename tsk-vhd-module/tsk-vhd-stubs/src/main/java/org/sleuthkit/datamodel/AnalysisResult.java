package org.sleuthkit.datamodel;

public class AnalysisResult extends BlackboardArtifact {
    AnalysisResult(SleuthkitCase sleuthkitCase, Stored stored) {
        super(sleuthkitCase, stored);
    }

    public String getConclusion() {
        return stored().conclusion();
    }

    public String getConfiguration() {
        return stored().configuration();
    }

    public String getJustification() {
        return stored().justification();
    }

    public Score getScore() {
        return stored().score();
    }
}
