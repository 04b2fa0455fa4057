package gateway.server.cli;

import gateway.server.cli.AdminClient.Reply;
import gateway.server.process.ExitCode;
import java.time.Duration;

/** Asks the admin port, prints what it says, and turns it into an exit code. */
final class AdminCall {
    private AdminCall() {}

    static int print(Console console, AdminOptions options, String method, String path, String accept, Duration limit) {
        try {
            AdminClient client = options.client(console);
            Reply reply = client.ask(method, path, accept, limit);
            if (reply.isSuccess()) {
                console.out().print(reply.body());
                console.out().flush();
                return ExitCode.OK;
            }
            console.err().print(explain(client, reply));
            console.err().flush();
            return ExitCode.FAILED;
        } catch (AdminException e) {
            console.error(String.valueOf(e.getMessage()));
            return e.isTimedOut() ? ExitCode.TIMED_OUT : ExitCode.FAILED;
        }
    }

    /** A text of the endpoint itself is for people already. */
    private static String explain(AdminClient client, Reply reply) {
        if (reply.contentType().startsWith("text/plain")) {
            return reply.body();
        }
        String hint = reply.status() == 401 ? ": the token is missing or wrong (expected: --token-file)" : "";
        return "error: the gateway's admin port " + client.address() + " answered " + reply.status()
                + (hint.isEmpty() ? ": " + reply.body().strip() : hint) + "\n";
    }
}
