package io.jenkins.plugins.releaseflow.rehearsal.web;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import io.jenkins.plugins.releaseflow.pages.PageTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The scripts and styles of the pages, and the shell around them. They are the plugin's own; only the shell and what stands for Jenkins' look are rehearsal's. */
final class PageFiles {
    /** Where the files are served. */
    static final String PATH = "/release-flow/static/";

    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'none'";
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml");

    private final String shell;

    PageFiles(String crumb) {
        this.shell = read("page.html")
                .orElseThrow(() -> new IllegalStateException("page.html is not packaged"))
                .replace("CRUMB_HEADER", ControlGate.CRUMB_HEADER)
                .replace("CRUMB_VALUE", crumb)
                .replace("PAGE_TEXTS", attribute(PageTexts.json(Locale.getDefault())));
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Sends the shell, which shows one of the pages. All that it shows is in what the scripts ask for. */
    void sendShell(Context request, String page) {
        request.header(Header.CONTENT_SECURITY_POLICY, POLICY);
        request.contentType("text/html;charset=UTF-8");
        request.result(shell.replace("PAGE_NAME", page));
    }

    /** Sends one file. */
    void send(Context request) {
        String folder = request.pathParam("folder");
        String file = request.pathParam("file");
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (type == null || !folder.matches("[a-z]+") || !file.matches("[a-z-]+\\.[a-z]+")) {
            throw new NotFoundResponse("There is no such file");
        }
        String name = (folder.equals("rehearsal") ? "" : "webapp/" + folder + "/") + file;
        String content = read(name).orElseThrow(() -> new NotFoundResponse("There is no such file"));
        request.contentType(type);
        request.result(content);
    }

    private static Optional<String> read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream(name)) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
