package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A TCP port of 127.0.0.1 that is kept for one process from before that listens there until it has ended.
 *
 * <p>A process needs a while until it binds its port. Without a lease another emulator could give the same one to a process of its own, and the health
 * check of the first would be answered by the second. The lease is the UDP port of the same number: the system gives it to one holder only, on the whole
 * machine, and takes it back when that dies.
 */
public final class PortLease implements AutoCloseable {
    /** Below the ports that systems give to outgoing connections, which would take them meanwhile. */
    private static final int FIRST = 20_000;

    private static final int COUNT = 12_000;
    private static final int TRIES = 1_000;

    private final DatagramSocket holder;

    private PortLease(DatagramSocket holder) {
        this.holder = holder;
    }

    /**
     * Leases a free port.
     *
     * @throws IOException where none was found
     */
    public static PortLease take(RandomGenerator random) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            InetSocketAddress place =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST + random.nextInt(COUNT));
            Optional<PortLease> lease = of(place);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + (FIRST + COUNT));
    }

    /** Leases this port; empty where it is in use or leased. */
    public static Optional<PortLease> take(int port) {
        return of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static Optional<PortLease> of(InetSocketAddress place) {
        DatagramSocket holder;
        try {
            holder = new DatagramSocket(place);
        } catch (SocketException leased) {
            return Optional.empty();
        }
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(place);
            return Optional.of(new PortLease(holder));
        } catch (IOException inUse) {
            holder.close();
            return Optional.empty();
        }
    }

    /** The port. */
    public int port() {
        return holder.getLocalPort();
    }

    /** Gives the port back. */
    @Override
    public void close() {
        holder.close();
    }
}
