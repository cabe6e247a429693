package hudson.model;

/** A group whose items can be changed. */
public interface ModifiableItemGroup<T extends Item> extends ItemGroup<T> {}
