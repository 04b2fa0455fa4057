package gateway.server.messages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines in, a line out for each message, written at once: the other side may wait for it. Used by one thread. */
final class MessageStream implements MessageReader.Listener {
    private final MessageNode node;
    private final OutputStream out;

    MessageStream(MessageNode node, OutputStream out) {
        this.node = node;
        this.out = out;
    }

    /**
     * Answers until the input ends.
     *
     * @throws IOException when the input cannot be read
     */
    void serve(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        MessageReader reader = new MessageReader(this);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            reader.read(line);
        }
        reader.end();
    }

    @Override
    public void onValue(JsonNode value) throws IOException {
        write(node.answer(value));
    }

    @Override
    public void onBroken(String why) throws IOException {
        write(node.answerToBroken(why));
    }

    private void write(JsonNode answer) throws IOException {
        // By way of a string: half a surrogate pair that a message brought becomes a question mark, not an exception.
        out.write(JsonMapper.shared().writeValueAsString(answer).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        out.flush();
    }
}
