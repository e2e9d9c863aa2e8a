package org.sleuthkit.datamodel;

public final class DataArtifact extends BlackboardArtifact {
    DataArtifact(SleuthkitCase sleuthkitCase, Stored stored) {
        super(sleuthkitCase, stored);
    }
}
