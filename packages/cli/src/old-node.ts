/** Node that the product runs on, as in the engines of its package. */
export const NODE_FLOOR: readonly [major: number, minor: number] = [20, 19];

/** What to say of a Node that is too old; null for one that will do. */
export function oldNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor >= NODE_FLOOR[1])) return null;
  return `teamwright needs Node.js ${NODE_FLOOR.join(".")} or newer; this is ${version} (${process.execPath}). Install a newer one from https://nodejs.org.`;
}
