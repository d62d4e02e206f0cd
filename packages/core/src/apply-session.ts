import type { Occurrence, TeamEvent } from "./events.ts";
import type { Session, State } from "./state/state.ts";
import { TASK_STATUSES, type TaskStatus } from "./vocabulary.ts";

/** Applies what concerns the session as a whole; false when `event` is about a task. */
export function applySession(state: State, event: TeamEvent, at: Occurrence): boolean {
  const edit = (change: (session: Session) => void) => state.sessions.edit("session", change);
  switch (event.type) {
    case "session.created":
      state.sessions.put({
        id: "session",
        name: event.name,
        kind: event.kind,
        team: event.team,
        ...(event.pipeline === undefined ? {} : { pipeline: event.pipeline }),
        requirement: event.requirement,
        input: event.input,
        status: "active",
        created_at: at.at,
        max_tasks: event.max_tasks,
        new_roles: 0,
        seq: 0,
        dispatches: 0,
        asks: 0,
        wisdom: 0,
        numbers: {},
        counts: Object.fromEntries(TASK_STATUSES.map((s) => [s, 0])) as Record<TaskStatus, number>,
        injected: [],
        warnings: [],
      });
      for (const node of Object.keys(event.team.pipelines[event.pipeline ?? ""]?.nodes ?? {}))
        state.nodes.put({ id: node, tasks: [], expanded: false });
      return true;
    case "session.paused":
      edit((s) => {
        s.status = "paused";
        if (event.reason !== undefined) s.reason = event.reason;
      });
      return true;
    case "session.resumed":
      edit((s) => {
        s.status = "active";
        delete s.reason;
        delete s.closed_at;
      });
      return true;
    case "session.archived":
      edit((s) => (s.status = "archived"));
      return true;
    case "session.ended":
      edit((s) => {
        s.status = event.status;
        s.closed_at = at.at;
        if (event.reason !== undefined) s.reason = event.reason;
      });
      return true;
    case "role.added":
      edit((s) => {
        s.team = { ...s.team, roles: { ...s.team.roles, [event.role.name]: event.role } };
        s.new_roles += 1;
      });
      return true;
    case "pipeline.planned": {
      const { pipeline: name, summary, roles, nodes, perspectives, max_parallel } = event;
      edit((s) => {
        const before = s.team.pipelines[name];
        const pipeline = {
          input: [],
          ...before,
          summary: before?.summary ?? summary,
          nodes: { ...before?.nodes, ...nodes },
        };
        // The roles of the first plan are the team; later ones were not foreseen.
        if (s.pipeline !== undefined) s.new_roles += roles.length;
        s.pipeline = name;
        s.team = {
          ...s.team,
          roles: { ...s.team.roles, ...Object.fromEntries(roles.map((role) => [role.name, role])) },
          pipelines: { ...s.team.pipelines, [name]: pipeline },
          perspectives: { ...s.team.perspectives, ...perspectives },
          limits: max_parallel === undefined ? s.team.limits : { ...s.team.limits, max_parallel },
        };
      });
      for (const node of Object.keys(nodes))
        if (!state.nodes.has(node)) state.nodes.put({ id: node, tasks: [], expanded: false });
      return true;
    }
    case "board.configured": {
      const { lease_ms, answer_ms, tickets } = event;
      edit((s) => {
        const limits = { ...s.team.limits, ...(lease_ms ? { lease_ms } : {}), ...(answer_ms ? { answer_ms } : {}) };
        s.team = { ...s.team, limits, ...(tickets ? { tickets: { ...s.team.tickets, ...tickets } } : {}) };
      });
      return true;
    }
    case "limit.raised":
      edit((s) => (s.max_tasks = event.max_tasks));
      return true;
    case "node.expanded":
      state.nodes.edit(event.node, (n) => {
        n.expanded = true;
        n.tasks = event.tasks;
        if (event.left_out) n.left_out = true;
      });
      return true;
    case "node.guarded":
      state.nodes.edit(event.node, (n) => (n.guards = [...(n.guards ?? []), event.task]));
      return true;
    case "node.reset": {
      const guards = state.nodes.get(event.node)?.guards;
      state.nodes.put({ id: event.node, tasks: [], expanded: false, ...(guards ? { guards } : {}) });
      return true;
    }
    case "signal.injected":
      edit((s) => (s.injected = [...s.injected, event.signal]));
      return true;
    case "warning.raised":
      edit((s) => (s.warnings = [...s.warnings, event.text].slice(-100)));
      return true;
    case "interrupt.raised":
      return true;
    case "ask.opened":
      state.asks.put({
        id: event.id,
        question: event.question,
        options: event.options,
        cause: event.cause,
        ...(event.task ? { task: event.task } : {}),
        opened_at: at.at,
        by: at.by,
      });
      edit((s) => (s.asks = Math.max(s.asks, Number(event.id.slice(4)))));
      if (event.task && state.tasks.has(event.task)) state.editTask(event.task, (t) => (t.ask = event.id));
      return true;
    case "ask.answered": {
      const ask = state.asks.edit(event.id, (a) => {
        a.answer = {
          option: event.option,
          effect: event.effect,
          ...(event.note === undefined ? {} : { note: event.note }),
          by: at.by,
          at: at.at,
        };
      });
      if (ask.task && state.tasks.get(ask.task)?.ask === event.id) state.editTask(ask.task, (t) => delete t.ask);
      return true;
    }
    case "message.posted": {
      const { type: _type, v: _v, ...message } = event;
      state.addMessage({ ...message, at: at.at, position: at.position });
      if (event.in_reply_to) state.answerMessage(event.in_reply_to);
      return true;
    }
    case "wisdom.added": {
      const { type: _type, v: _v, ...entry } = event;
      state.addWisdom({ ...entry, at: at.at });
      edit((s) => (s.wisdom += 1));
      return true;
    }
    case "exploration.saved": {
      const { type: _type, v: _v, ...row } = event;
      state.explorations.put({ ...row, at: at.at });
      return true;
    }
    default:
      return false;
  }
}
