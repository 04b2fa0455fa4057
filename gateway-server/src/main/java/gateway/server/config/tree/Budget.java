package gateway.server.config.tree;

/** Bounds on what one configuration, all its files together, may cost. A few lines of YAML can stand for billions of values. */
final class Budget {
    static final int DOCUMENT_BYTES = 8 * 1024 * 1024;
    static final int FILES = 1_000;
    static final int DEPTH = 64;
    static final int NODES = 1_000_000;
    static final int INSERTED_CHARACTERS = 8 * 1024 * 1024;

    private long nodes;
    private long inserted;

    long nodes() {
        return nodes;
    }

    /** Forgets nodes of an attempt to read a file that is read again in another way. */
    void resetNodes(long earlier) {
        nodes = earlier;
    }

    /**
     * Takes values, among them those that an alias stands for.
     *
     * @throws SyntaxException when that is too many
     */
    void take(long count, Place place) throws SyntaxException {
        nodes += count;
        if (nodes > NODES) {
            throw new SyntaxException(
                    place, "more than " + NODES + " values, those that aliases stand for included (expected: fewer)");
        }
    }

    /** Checks how deep values are nested. */
    static void checkDepth(int depth, Place place) throws SyntaxException {
        if (depth > DEPTH) {
            throw new SyntaxException(place, "nested more than " + DEPTH + " levels deep (expected: fewer)");
        }
    }

    /** Takes characters that a variable stands for; false when that is too many. */
    boolean insert(int characters) {
        inserted += characters;
        return inserted <= INSERTED_CHARACTERS;
    }
}
