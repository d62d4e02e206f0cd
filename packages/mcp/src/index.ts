export { type Access } from "./access.ts";
export { type DeskOptions } from "./desk.ts";
export { serveOverHttp, type HttpOptions, type HttpServing } from "./serve-http.ts";
export { serveOverStdio, type StdioOptions } from "./serve-stdio.ts";
export { type ServerOptions } from "./open-kit.ts";
export { PROFILES, type Profile, wordsFor } from "./tools.ts";
export { createToken, listTokens, type NewToken, revokeToken, type TokenInfo, verifyToken } from "./tokens.ts";
