import type { Severity } from "../vocabulary.ts";

interface Perspective {
  rating: number;
  divergences: readonly { severity: Severity; text: string }[];
}

/**
 * The verdict of a discussion: consensus when nobody sees a HIGH divergence and the mean rating is at least 3.0.
 * Blocked HIGH by a HIGH divergence; MEDIUM by a rating of 2 or less or a spread of 3 or more; LOW else. (The seeds' rules.)
 */
export function judgeDiscussion(perspectives: readonly Perspective[]): {
  verdict: "consensus_reached" | "consensus_blocked";
  severity?: Severity;
  rating: number;
  divergences: { severity: Severity; text: string }[];
} {
  const ratings = perspectives.map((p) => p.rating);
  const rating = Math.round((ratings.reduce((a, b) => a + b, 0) / ratings.length) * 100) / 100;
  const divergences = perspectives.flatMap((p) => [...p.divergences]);
  const high = divergences.some((d) => d.severity === "HIGH");
  const medium = Math.min(...ratings) <= 2 || Math.max(...ratings) - Math.min(...ratings) >= 3;
  if (!high && !medium && rating >= 3) return { verdict: "consensus_reached", rating, divergences };
  return { verdict: "consensus_blocked", severity: high ? "HIGH" : medium ? "MEDIUM" : "LOW", rating, divergences };
}
