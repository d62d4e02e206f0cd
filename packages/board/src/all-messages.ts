import type { Message } from "@teamwright/core";
import type { Session } from "@teamwright/runtime";

/** Every message of a session, in order, as of now. One that began at a snapshot holds only the latest until all are asked for. */
export async function allMessages(session: Session): Promise<Readonly<Message>[]> {
  await session.run({ name: "msg.read", input: { limit: 1 }, actor: { kind: "observer", name: "observer" } });
  return [...session.state.messages.values()];
}
