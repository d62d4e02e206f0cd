// Orders plans into groups whose files do not meet.
import { bundle, complete } from "./call.mjs";

const byTask = bundle.upstream.filter((u) => u.role === "planner" && u.result?.data?.files);
const newest = byTask.findLast((u) => u.id.startsWith("SOLVE-fix")) ?? byTask.at(-1);
const issue = bundle.input.issues[0];
const groups = [
  [{ id: issue.id, title: issue.title, plan: newest?.id ?? "SOLVE-001", files: newest?.result.data.files ?? [] }],
];
complete({
  document: `\`\`\`json\n${JSON.stringify({ parallel_groups: groups }, null, 2)}\n\`\`\`\n`,
  summary: `${groups.length} group: ${issue.id}`,
  data: { parallel_groups: groups },
});
