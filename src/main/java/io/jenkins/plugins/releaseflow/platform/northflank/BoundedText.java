package io.jenkins.plugins.releaseflow.platform.northflank;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer as text, and stops where it is longer than we want to hold in memory. */
final class BoundedText implements HttpResponse.BodySubscriber<String> {
    /** The answer was longer than allowed. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        TooLong(int most) {
            super("the answer is longer than " + most + " bytes");
        }
    }

    private final HttpResponse.BodySubscriber<String> text =
            HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final int most;
    private long seen;

    private BoundedText(int most) {
        this.most = most;
    }

    /** @param most how many bytes are read at most */
    static HttpResponse.BodyHandler<String> handler(int most) {
        return answer -> new BoundedText(most);
    }

    /** Whether a request failed since its answer was too long. */
    static boolean isTooLong(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLong) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        text.onSubscribe(begun);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        seen += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (seen > most) {
            // The rest is read and dropped: the client has a failure of its own for an answer that is cancelled, which
            // could come first.
            text.onError(new TooLong(most));
        } else {
            text.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.onError(failure);
    }

    @Override
    public void onComplete() {
        if (seen <= most) {
            text.onComplete();
        }
    }
}
