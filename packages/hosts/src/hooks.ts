export { hooksFile } from "./hooks/hooks-file.ts";
export { foldersOf, HOOKS, type HookCall, type HookEnd, type HookName, runHook } from "./hooks/run-hook.ts";
