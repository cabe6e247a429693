package io.jenkins.plugins.releaseflow.crash;

/** Where a host that makes a release is killed. */
sealed interface KillPoint {
    /**
     * Right after an event is on the disk.
     *
     * @param number which event, from 1
     * @param event what it tells
     */
    record AfterEvent(int number, String event) implements KillPoint {
        @Override
        public String toString() {
            return "after event " + event;
        }
    }

    /** At a call of the platform. */
    record AtCall(Call call, PlatformProxy.Side side) implements KillPoint {
        @Override
        public String toString() {
            return (side == PlatformProxy.Side.BEFORE ? "before " : "after ") + call;
        }
    }
}
