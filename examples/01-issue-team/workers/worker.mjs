// The one program the host starts. The role says which work is done.
const roles = {
  explorer: "./explorer.mjs",
  planner: "./planner.mjs",
  reviewer: "./reviewer.mjs",
  integrator: "./integrator.mjs",
  implementer: "./implementer.mjs",
};
await import(roles[process.env.TEAMWRIGHT_ROLE]);
