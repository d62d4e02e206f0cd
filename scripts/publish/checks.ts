// Named checks, counted: what passed is one line, what failed says why.
let passed = 0;
let failed = 0;

/** Runs one check. Resolves to its value, or undefined when it failed. */
export async function check<T>(name: string, work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    const value = await work();
    passed += 1;
    console.log(`ok      ${name}${typeof value === "string" && value !== "" ? `: ${value}` : ""}`);
    return value;
  } catch (error) {
    failed += 1;
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    console.log(
      `FAILED  ${name}\n        ${`${message}\n${stdout}${stderr}`.trim().slice(0, 4_000).replaceAll("\n", "\n        ")}`,
    );
    return undefined;
  }
}

/** Throws with `message` unless it holds. */
export function must(holds: unknown, message: string): asserts holds {
  if (!holds) throw new Error(message);
}

/** Says the sum. Returns the exit code. */
export function sum(): number {
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
