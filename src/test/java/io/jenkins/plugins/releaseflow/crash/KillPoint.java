package io.jenkins.plugins.releaseflow.crash;

/** Where a host that makes a release is killed. */
sealed interface KillPoint {
    /** Whether the ledger or the platform may have something then that it did not have at the point before. */
    boolean leavesSomethingNew();

    /**
     * While an event is written: half of its line is on the disk.
     *
     * @param event what it would have told
     */
    record InEvent(String event) implements KillPoint {
        @Override
        public boolean leavesSomethingNew() {
            return false;
        }

        @Override
        public String toString() {
            return "in event " + event;
        }
    }

    /**
     * Right after an event is on the disk.
     *
     * @param event what it tells
     */
    record AfterEvent(String event) implements KillPoint {
        @Override
        public boolean leavesSomethingNew() {
            return true;
        }

        @Override
        public String toString() {
            return "after event " + event;
        }
    }

    /** At a call of the platform. */
    record AtCall(Call call, PlatformProxy.Side side) implements KillPoint {
        @Override
        public boolean leavesSomethingNew() {
            return call.changesSomething();
        }

        @Override
        public String toString() {
            return (side == PlatformProxy.Side.BEFORE ? "before " : "after ") + call;
        }
    }
}
