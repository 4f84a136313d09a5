/** The reference "sio": bare Socket.IO that broadcasts. */
import { startReference, toMessage } from './reference.ts';

let seq = 0;

startReference((io, sent, answer) => {
  const message = toMessage(sent, ++seq);
  io.to(sent.channelId).emit('message.created', { message });
  answer({ ok: true, data: message });
});
