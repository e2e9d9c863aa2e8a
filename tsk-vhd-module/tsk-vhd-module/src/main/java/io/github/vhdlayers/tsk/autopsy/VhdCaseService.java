package io.github.vhdlayers.tsk.autopsy;

import io.github.vhdlayers.tsk.Reattached;
import io.github.vhdlayers.tsk.VhdImageProvider;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.autopsy.appservices.AutopsyService;
import org.sleuthkit.autopsy.casemodule.Case;
import org.sleuthkit.autopsy.coreutils.Logger;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * Makes chains readable when their case is opened, before Autopsy reads anything of them: those that were added without a copy, and
 * those with a copy that was moved with the case. While the case is open, it also removes what belonged to data sources that are deleted.
 */
public final class VhdCaseService implements AutopsyService {
    private static final Logger LOG = Logger.getLogger(VhdCaseService.class.getName());

    private @Nullable DeletedDataSources deleted;

    /** For Autopsy, which finds it by its service file. */
    public VhdCaseService() {}

    @Override
    public String getServiceName() {
        return Messages.SERVICE_NAME.text();
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
                    unreadable.add(Messages.SERVICE_UNREADABLE.with(one.image().getName(), one.problem()));
                } else {
                    LOG.log(Level.INFO, "{0} is read from {1}", new Object[] {
                        one.image().getName(), String.join(", ", one.image().getPaths())
                    });
                }
            }
            listen(new DeletedDataSources(autopsyCase.getSleuthkitCase(), provider));
        } catch (TskCoreException | LinkageError e) {
            throw new AutopsyServiceException(Messages.SERVICE_UNLISTED.with(String.valueOf(e.getMessage())), e);
        }
        if (!unreadable.isEmpty()) {
            throw new AutopsyServiceException(String.join("\n", unreadable));
        }
    }

    @Override
    public void closeCaseResources(CaseContext context) {
        listen(null);
    }

    private synchronized void listen(@Nullable DeletedDataSources listener) {
        EnumSet<Case.Events> events = EnumSet.of(Case.Events.DATA_SOURCE_ADDED, Case.Events.DATA_SOURCE_DELETED);
        if (deleted != null) {
            Case.removeEventTypeSubscriber(events, deleted);
        }
        deleted = listener;
        if (listener != null) {
            Case.addEventTypeSubscriber(events, listener);
        }
    }
}
