package io.jenkins.plugins.releaseflow.rehearsal.cli;

import io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.Prompter;
import java.io.Console;
import java.util.Optional;

/** Asks on the terminal, where there is one. */
final class TerminalPrompter implements Prompter {
    @Override
    public synchronized Optional<String> ask(String question) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readLine("%s ", question));
    }
}
