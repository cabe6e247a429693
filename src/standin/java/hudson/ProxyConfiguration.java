package hudson;

import java.net.http.HttpClient;

/** How the host reaches the network; this host reaches it directly. */
public final class ProxyConfiguration {
    private ProxyConfiguration() {}

    /** A client set up for the host's proxy. */
    public static HttpClient newHttpClient() {
        return newHttpClientBuilder().build();
    }

    /** A builder set up for the host's proxy, to be completed by the caller. */
    public static HttpClient.Builder newHttpClientBuilder() {
        return HttpClient.newBuilder();
    }
}
