package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.pages.ControlAnswer;
import java.net.HttpURLConnection;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what came of a decision. */
record DecisionReport(CommandSpec spec, CommonOptions options) {
    /**
     * Prints it.
     *
     * @return the exit code
     * @throws WrongUseException where it was refused, and whoever decides can put that right
     */
    int tell(ControlAnswer answer) {
        if (!answer.isRefusal()) {
            spec.commandLine().getOut().println(options.json() ? answer.text() : PlainText.oneLine(answer.message()));
            spec.commandLine().getOut().flush();
            return Rehearse.RELEASED;
        } else if (answer.status() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
            throw new WrongUseException(answer.message());
        }
        spec.commandLine().getErr().println("rehearse: " + PlainText.oneLine(answer.message()));
        return Rehearse.FAILED;
    }
}
