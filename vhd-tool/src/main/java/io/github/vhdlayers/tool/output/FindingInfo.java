package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.SafeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as documents and reports have it, its texts safe to show.
 *
 * @param place the file, and its layer where files of a chain may have one name
 */
public record FindingInfo(
        FindingCode code,
        Severity severity,
        String meaning,
        String advice,
        @JsonIgnore String place,
        String file,
        @Nullable Integer layer,
        String structure,
        String detail,
        @Nullable Long fileOffset) {
    /** Findings in their order. */
    public static List<FindingInfo> of(List<Finding> findings) {
        return findings.stream().map(FindingInfo::of).toList();
    }

    private static FindingInfo of(Finding finding) {
        return new FindingInfo(
                finding.code(),
                finding.severity(),
                finding.code().meaning(),
                finding.code().advice(),
                SafeText.escape(finding.place()),
                SafeText.escape(finding.source()),
                finding.layer(),
                SafeText.escape(finding.structure()),
                SafeText.escape(finding.detail()),
                finding.fileOffset());
    }
}
