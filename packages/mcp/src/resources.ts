// What can be read by address: where a session stands, a task, a role, an artifact, an empty document, a thread of messages.
import {
  type McpServer,
  ResourceTemplate,
  type ReadResourceResult,
  ResourceNotFoundError,
} from "@modelcontextprotocol/server";
import { type Message, sessionStatus, type State, TeamError } from "@teamwright/core";
import { fillTemplate, listTemplates, type LoadedPack, templateFacts } from "@teamwright/pack";
import { type Access, checkSession } from "./access.ts";
import { listArtifacts, readArtifact } from "./artifacts.ts";
import type { Opened } from "./desk.ts";
import type { Kit } from "./kit.ts";

/** The address of a session; those of what is in it begin with it and a slash. */
export const sessionUri = (handle: string): string => `teamwright://session/${encodeURIComponent(handle)}`;

type Contents = { mimeType: string } & ({ text: string } | { blob: string });

interface Kind {
  name: string;
  title: string;
  description: string;
  mimeType: string;
  /** What stands behind the session's address. */
  rest: string;
  /** The variable of `rest`, and what it may be. */
  variable?: string;
  complete?(opened: Opened, kit: Kit): Promise<string[]> | string[];
  read(opened: Opened, value: string, kit: Kit): Promise<Contents> | Contents;
}

const json = (value: unknown): Contents => ({ mimeType: "application/json", text: JSON.stringify(value, null, 1) });

const KINDS: readonly Kind[] = [
  {
    name: "session", title: "Session", description: "Where a session stands: counts, who works, open questions.", mimeType: "application/json",
    rest: "",
    read: ({ session }) => json(sessionStatus(session.state, Date.now())),
  },
  {
    name: "task", title: "Task", description: "One task with everything known of it.", mimeType: "application/json",
    rest: "/task/{task}", variable: "task",
    complete: ({ session }) => [...session.state.tasks.values()].map(({ id }) => id),
    read: async ({ session }, task) => {
      const answer = await session.run({ name: "task.show", input: { task }, actor: { kind: "observer", name: "observer" } });
      if (!answer.ok) throw new TeamError(answer.error.code, { data: answer.error.data });
      return json(answer.result);
    },
  },
  {
    name: "role", title: "Role", description: "What a role does: its prefixes and its three phases.", mimeType: "text/markdown",
    rest: "/role/{role}", variable: "role",
    complete: ({ session }) => Object.keys(session.state.session!.team.roles),
    read: ({ session }, name) => {
      const { roles } = session.state.session!.team;
      const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
      if (!role) throw new TeamError("ROLE_UNKNOWN", { data: { role: name, roles: Object.keys(roles) } });
      const { phases, prefixes, summary } = role;
      const parts = [`# ${name}`, summary, `Prefixes: ${prefixes.join(", ")}`, "## Load context", phases.context, "## Work", phases.work, "## Validate", phases.validate];
      return { mimeType: "text/markdown", text: parts.filter((part) => part !== "").join("\n\n") };
    },
  },
  {
    name: "artifact", title: "Artifact", description: "A result document that a worker wrote into the session folder.", mimeType: "text/markdown",
    rest: "/artifact/{+path}", variable: "path",
    complete: listArtifacts,
    read: readArtifact,
  },
  {
    name: "template", title: "Empty document", description: "A document of the session's team to begin with, filled with what the session knows; a task's id behind its name adds what that task rests on.", mimeType: "text/markdown",
    rest: "/template/{+path}", variable: "path",
    complete: async ({ session }, kit) => listTemplates(packOf(session.state, kit).dirs),
    read: async ({ session }, path, kit) => {
      const [name = "", task] = path.split("/");
      const text = await fillTemplate(packOf(session.state, kit).dirs, name, templateFacts(session.state, task));
      return { mimeType: "text/markdown", text };
    },
  },
  {
    name: "thread", title: "Messages", description: "A message with what it answers and all answers to it, oldest first.", mimeType: "application/json",
    rest: "/message/{message}", variable: "message",
    complete: ({ session }) => [...session.state.messages.values()].map(({ id }) => id).slice(-100).toReversed(),
    read: ({ session }, id) => json({ messages: thread(session.state, id) }),
  },
]; // prettier-ignore

/** The pack that the session's team comes from. Throws PACK_NOT_FOUND. */
function packOf({ session }: State, { packs }: Kit): LoadedPack {
  const { name } = session!.team;
  const pack = packs.get(name);
  if (!pack) throw new TeamError("PACK_NOT_FOUND", { data: { pack: name, searched: [...packs.keys()] } });
  return pack;
}

/** Offers all of them. Every kind of actor may read; a token for one session reads that session. */
export function offerResources(server: McpServer, kit: Kit, access: Access): void {
  const handles = () => knownHandles(kit, access);
  const open = <T>(handle: string, work: (opened: Opened) => Promise<T> | T): Promise<T> =>
    kit.desk.use(handle, async (opened) => {
      checkSession(access, opened.session.log);
      await opened.session.catchUp();
      return work(opened);
    });
  for (const { name, title, description, mimeType, rest, variable, complete, read } of KINDS) {
    const begin = (value: string) => (all: string[]) => all.filter((one) => one.startsWith(value)).slice(0, 100);
    const template = new ResourceTemplate(`teamwright://session/{session}${rest}`, {
      list:
        rest === ""
          ? async () => ({
              resources: (await handles()).map((handle) => ({
                uri: sessionUri(handle),
                name: handle,
                title: handle,
                mimeType,
              })),
            })
          : undefined,
      complete: {
        session: async (value) => begin(value)(await handles()),
        ...(variable && complete
          ? {
              [variable]: async (value: string, context?: { arguments?: Record<string, string> }) => {
                const handle = context?.arguments?.["session"];
                return handle === undefined
                  ? []
                  : begin(value)(await open(handle, (opened) => complete(opened, kit)).catch(() => []));
              },
            }
          : {}),
      },
    });
    server.registerResource(
      name,
      template,
      { title, description, mimeType },
      async (uri, variables): Promise<ReadResourceResult> => {
        try {
          const handle = decodeURIComponent(String(variables["session"]));
          const value = variable === undefined ? "" : decodeURIComponent(String(variables[variable]));
          const contents = await open(handle, (opened) => read(opened, value, kit));
          return { contents: [{ uri: uri.href, ...contents }] };
        } catch (error) {
          // Who may not see a thing is not told whether it exists.
          if (TeamError.is(error) || error instanceof URIError)
            throw new ResourceNotFoundError(uri.href, error.message);
          throw error;
        }
      },
    );
  }
}

/** Sessions of the default workspace, and those opened so far; never more than 100. */
async function knownHandles({ desk }: Kit, access: Access): Promise<string[]> {
  const handles = new Set(access.bound ? [] : desk.handles());
  try {
    const workspace = await desk.workspace(undefined);
    for await (const id of workspace.store.logs())
      if (access.session === undefined || id === access.session) handles.add(desk.handleOf(workspace, id));
  } catch (error) {
    // Without a default workspace there are only those that were opened.
    if (!TeamError.is(error)) throw error;
  }
  return [...handles].slice(-100);
}

/** The whole conversation that a message belongs to. */
function thread(state: State, id: string): Message[] {
  const all = [...state.messages.values()];
  let root = all.find((message) => message.id === id);
  if (!root) throw new TeamError("MESSAGE_NOT_FOUND", { data: { message: id } });
  // A message answers an earlier one only, so this ends.
  for (let up = root; up;) {
    root = up;
    up = all.find((message) => message.id === up?.in_reply_to)!;
  }
  const ids = new Set([root.id]);
  return all.filter((message) => {
    if (!ids.has(message.id) && !ids.has(message.in_reply_to ?? "")) return false;
    ids.add(message.id);
    return true;
  });
}
