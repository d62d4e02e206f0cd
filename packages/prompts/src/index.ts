export { compileTemplate } from "./compile.ts";
export { fence } from "./fence.ts";
export { renderBundle, renderProtocol, renderSpawn, type RenderOptions } from "./render-bundle.ts";
