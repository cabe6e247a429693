package hudson.model;

/** An action of a build that shows in the history of builds. */
public interface BuildBadgeAction extends Action {}
