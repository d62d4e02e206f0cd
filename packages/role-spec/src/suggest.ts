import { Prefix } from "@teamwright/core";
import { slug } from "./role-place.ts";

/** A prefix for a role: the one its text speaks of (`Prefix: SCAN-*`), or its name in capitals. */
export function suggestPrefix(name: string, body: string): string {
  const spoken = /prefix[^\n]{0,40}?\b([A-Z][A-Z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*)-\*/i.exec(body)?.[1];
  if (spoken && Prefix.safeParse(spoken).success) return spoken;
  return mendPrefix(name) ?? "WORK";
}

/** `text` as a prefix, as near as can be, or null. */
export function mendPrefix(text: string): string | null {
  const parts = text
    .slice(0, 80)
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => /[A-Za-z]/.test(part));
  const first = parts[0]?.toUpperCase().replace(/^[0-9]+/, "");
  if (!first) return null;
  const rest = parts.slice(1).map((part) => (/[A-Z]/.test(text) ? part : part.toUpperCase()));
  const prefix = [first, ...rest].join("-").slice(0, 40).replace(/-+$/, "");
  return Prefix.safeParse(prefix).success ? prefix : null;
}

/** The frontmatter to write for a role that has none; between fences unless `bare`. */
export function suggestBlock(role: { name: string; body: string }, bare = false): string {
  const name = slug(role.name) || "my-role";
  const lines = [`role: ${name}`];
  if (name !== "coordinator") {
    lines.push(`prefix: ${suggestPrefix(name, role.body)}`, "inner_loop: false", "message_types: [state_update]");
  }
  return (bare ? lines : ["---", ...lines, "---"]).join("\n");
}
