// The scripted model. It knows how to read and how to obey, and nothing of our product: ids, tokens and next steps come from what our texts and tools said.
import type { HostId } from "../../packages/hosts/src/capabilities/hosts.ts";
import { coordinator } from "./coordinator.ts";
import { MANNERS } from "./manners.ts";
import type { Mischief } from "./mischief.ts";
import * as texts from "./read-texts.ts";
import { plannerOf, specialistOf } from "./read-tracking.ts";
import { end } from "./speak.ts";
import { exchanges, type Model, type Moment, type Reply } from "./talk.ts";
import { lead } from "./track-lead.ts";
import { planner, specialist } from "./track-workers.ts";
import { worker } from "./worker.ts";

export function scriptedModel(host: HostId, mischief: Mischief): Model {
  return (moment) => {
    try {
      return next(host, moment, mischief);
    } catch (error) {
      // A text that no longer says what is looked for: said like all else that stops the model.
      return end(host, moment, (error as Error).message);
    }
  };
}

function next(host: HostId, moment: Moment, mischief: Mischief): Reply {
  if (mischief.looks) return look(host, moment);
  if (moment.worker === undefined)
    return texts.personSays(moment).text.includes("team-tracking")
      ? lead(host, moment, mischief)
      : coordinator(host, moment, mischief);
  const plans = plannerOf(moment);
  const ticket = specialistOf(moment);
  if (plans) return planner(host, moment, plans);
  return ticket ? specialist(host, moment, { ...ticket, mischief }) : worker(host, moment, mischief);
}

function look(host: HostId, moment: Moment): Reply {
  if (moment.worker !== undefined) return end(host, moment, "LOOKED");
  if (exchanges(moment.turns).length > 0) return { text: "LOOKED" };
  const agent = texts.listedAgent(moment, ["team-issue:issue-worker", "issue-worker"]);
  return { calls: [MANNERS[host].spawn({ name: "look_1", agent, prompt: "LOOK" })] };
}
