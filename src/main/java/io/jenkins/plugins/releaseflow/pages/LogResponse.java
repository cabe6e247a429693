package io.jenkins.plugins.releaseflow.pages;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongFunction;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Sends a log as text that no browser takes for anything else, or keeps. */
final class LogResponse implements HttpResponse {
    private final LongFunction<Optional<LogPart>> log;
    private final long start;
    private final Optional<String> fileName;

    private LogResponse(LongFunction<Optional<LogPart>> log, long start, Optional<String> fileName) {
        this.log = log;
        this.start = start;
        this.fileName = fileName;
    }

    /** One part. What is no offset means the beginning. */
    static LogResponse part(LongFunction<Optional<LogPart>> log, @CheckForNull String start) {
        return new LogResponse(log, LogPart.offset(Util.fixNull(start)), Optional.empty());
    }

    /** All of it, as a file to be kept. */
    static LogResponse file(LongFunction<Optional<LogPart>> log, String fileName) {
        return new LogResponse(log, 0, Optional.of(LogPart.fileName(fileName)));
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        Optional<LogPart> first = log.apply(start);
        if (first.isEmpty()) {
            new JsonResponse(LogPart.MISSING).generateResponse(request, response, node);
            return;
        }
        LogPart part = first.get();
        response.setStatus(200);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Text-Size", Long.toString(part.next()));
        response.setHeader("X-More-Data", Boolean.toString(part.hasMore()));
        fileName.ifPresent(name -> response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\""));
        PrintWriter writer = response.getWriter();
        writer.print(new String(part.text(), StandardCharsets.UTF_8));
        while (fileName.isPresent() && part.hasMore() && part.text().length > 0) {
            Optional<LogPart> following = log.apply(part.next());
            if (following.isEmpty()) {
                return;
            }
            part = following.get();
            writer.print(new String(part.text(), StandardCharsets.UTF_8));
        }
    }
}
