package io.jenkins.plugins.releaseflow.platform.northflank;

import io.jenkins.plugins.releaseflow.platform.WebhookAnswer;
import io.jenkins.plugins.releaseflow.platform.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Receives Northflank's notifications. Whoever does not know the secret costs one comparison of hashes and learns nothing; an event that was received already
 * is passed over. Safe for use by many threads.
 */
public final class NorthflankNotificationReceiver {
    /** Longest body that is read, in bytes. */
    static final int LONGEST_BODY = 256 * 1024;

    private static final Logger LOGGER = Logger.getLogger(NorthflankNotificationReceiver.class.getName());
    private static final String HEADER = "X-Northflank-Notification-";
    private static final int REMEMBERED = 2000;
    private static final int LONGEST_ID = 200;

    /** An event of a connection. */
    private record Delivered(String connection, String event, String id) {}

    private final Set<Delivered> delivered = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Delivered, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * Receives a request. Reads its body only where it carries the secret.
     *
     * @param connection tells events of one connection from those of others
     * @param secret asked for once, where the request carries any token; empty where none is configured, and then nothing is received
     * @param hear hears of a notification that is authentic and new. What it throws is thrown, and the event counts as not received.
     */
    public WebhookAnswer receive(
            String connection,
            WebhookRequest request,
            Supplier<Optional<String>> secret,
            Consumer<NorthflankNotification> hear) {
        if (!request.method().equals("POST")) {
            return WebhookAnswer.NOT_A_POST;
        }
        Optional<String> expected = secret.get().filter(text -> !text.isBlank());
        if (expected.isEmpty()) {
            return WebhookAnswer.NOT_FOUND;
        }
        if (!isSame(request.header(HEADER + "Token").orElse(""), expected.get())) {
            LOGGER.fine(() -> "Refused a notification for '" + connection + "': it does not carry the secret");
            return WebhookAnswer.FORBIDDEN;
        }
        return authentic(connection, request, hear);
    }

    private WebhookAnswer authentic(String connection, WebhookRequest request, Consumer<NorthflankNotification> hear) {
        byte[] body;
        try (InputStream in = request.body()) {
            body = in.readNBytes(LONGEST_BODY + 1);
        } catch (IOException cut) {
            LOGGER.log(Level.FINE, cut, () -> "The body of a notification for '" + connection + "' can't be read");
            return WebhookAnswer.UNREADABLE;
        }
        if (body.length > LONGEST_BODY) {
            return WebhookAnswer.TOO_LARGE;
        }
        Optional<NorthflankNotification> notification = NorthflankNotification.parse(
                request.header(HEADER + "Event-Type"), request.header(HEADER + "Event-Id"), body);
        notification.ifPresent(known -> tell(connection, known, hear));
        return notification.isPresent() ? WebhookAnswer.ACCEPTED : WebhookAnswer.UNREADABLE;
    }

    private void tell(String connection, NorthflankNotification notification, Consumer<NorthflankNotification> hear) {
        Optional<Delivered> event = notification
                .id()
                .filter(id -> id.length() <= LONGEST_ID && notification.event().length() <= LONGEST_ID)
                .map(id -> new Delivered(connection, notification.event(), id));
        if (event.isPresent() && !remember(event.get())) {
            return;
        }
        try {
            hear.accept(notification);
        } catch (RuntimeException unheard) {
            event.ifPresent(this::forget);
            throw unheard;
        }
    }

    private boolean remember(Delivered event) {
        synchronized (delivered) {
            return delivered.add(event);
        }
    }

    private void forget(Delivered event) {
        synchronized (delivered) {
            delivered.remove(event);
        }
    }

    /** Takes the same time whatever the token is: hashes are compared, which have one length. */
    private static boolean isSame(String token, String secret) {
        return MessageDigest.isEqual(hash(token), hash(secret));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
