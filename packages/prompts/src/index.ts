export { compileTemplate } from "./compile.ts";
export { fence } from "./fence.ts";
export { type OwnTemplates, ownTemplates } from "./own-templates.ts";
export { renderBundle, renderProtocol, type RenderOptions } from "./render-bundle.ts";
export { type Due, renderOrders, renderSpawn, type SpawnHost, type SpawnOptions } from "./render-spawn.ts";
