package gateway.core.upstream;

/** The backends that a request has tried already. Confined to the request's event loop. */
public final class Excluded {
    /** Nothing was tried. Never added to. */
    public static final Excluded NONE = new Excluded();

    private Backend[] tried = new Backend[0];

    public boolean contains(Backend backend) {
        for (Backend other : tried) {
            if (other == backend) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return tried.length == 0;
    }

    public int size() {
        return tried.length;
    }

    /** Another set with the same members. */
    public Excluded copy() {
        Excluded copy = new Excluded();
        copy.tried = tried;
        return copy;
    }

    /** Adds one; retries are few, so a copy is cheap enough. */
    public void add(Backend backend) {
        assert this != NONE : "the shared empty set was added to";
        Backend[] more = java.util.Arrays.copyOf(tried, tried.length + 1);
        more[tried.length] = backend;
        tried = more;
    }
}
