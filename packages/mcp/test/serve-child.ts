// A server over standard streams, for tests: its options as JSON in the first argument.
import { serveOverStdio } from "../src/index.ts";

await serveOverStdio(JSON.parse(process.argv[2] ?? "{}"));
