package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.Reattached;
import io.github.vhdlayers.tsk.VhdImageProvider;
import java.util.ArrayList;
import java.util.List;
import org.sleuthkit.autopsy.appservices.AutopsyService;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.datamodel.TskCoreException;

/** Makes chains that were added without a copy readable when their case is opened, before Autopsy reads anything of them. */
public final class VhdCaseService implements AutopsyService {
    /** For Autopsy, which finds it by its service file. */
    public VhdCaseService() {}

    @Override
    public String getServiceName() {
        return Messages.get("service.name");
    }

    @Override
    public void openCaseResources(CaseContext context) throws AutopsyServiceException {
        Case autopsyCase = context.getCase();
        List<String> unreadable = new ArrayList<>();
        try {
            VhdImageProvider provider =
                    new VhdImageProvider(autopsyCase.getSleuthkitCase(), CaseFolder.of(autopsyCase));
            for (Reattached one : provider.reattach()) {
                if (one.problem() != null) {
                    unreadable.add(
                            Messages.get("service.unreadable", one.image().getName(), one.problem()));
                }
            }
        } catch (TskCoreException | LinkageError e) {
            throw new AutopsyServiceException("the case's images cannot be listed: " + e.getMessage(), e);
        }
        if (!unreadable.isEmpty()) {
            throw new AutopsyServiceException(String.join("\n", unreadable));
        }
    }
}
