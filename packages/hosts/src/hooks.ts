export { hooksFile } from "./hooks/hooks-file.ts";
export { HOOKS, type HookCall, type HookEnd, type HookName, notesFolder, runHook } from "./hooks/run-hook.ts";
