package io.jenkins.plugins.releaseflow.rehearsal.emulator.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortLeaseTest {
    private static final long SEED = new Random().nextLong();

    @Test
    void aPortThatNobodyListensAtYetIsNotLeasedToAnotherProcess() throws IOException {
        try (PortLease first = PortLease.take(new Random(SEED));
                PortLease second = PortLease.take(new Random(SEED))) {
            assertThat(second.port()).isNotEqualTo(first.port());
        }
    }

    @Test
    void aPortWhereSomebodyElseListensIsPassedOver() throws IOException {
        int port;
        try (PortLease wished = PortLease.take(new Random(SEED))) {
            port = wished.port();
        }
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                PortLease lease = PortLease.take(new Random(SEED))) {
            assertThat(lease.port()).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void aProcessCanListenAtItsLeasedPort() throws IOException {
        try (PortLease lease = PortLease.take(new Random(SEED));
                ServerSocket listener = new ServerSocket(lease.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(listener.getLocalPort()).isEqualTo(lease.port());
        }
    }
}
