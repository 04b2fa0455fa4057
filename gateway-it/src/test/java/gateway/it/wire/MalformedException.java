package gateway.it.wire;

/** A message that RFC 9112's grammar does not allow, with its bytes as far as they were read. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String why, CharSequence raw) {
        super(why + " in <" + Bytes.show(raw) + ">");
    }
}
