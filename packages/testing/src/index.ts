export { fakeContext, type FakeContext } from "./fake-context.ts";
export { COORDINATOR, HUMAN, type Loose, Scenario, WORKER } from "./scenario.ts";
export { sampleTeam } from "./sample-team.ts";
export { InvariantChecker, picture } from "./invariants.ts";
export { seededRandom } from "./random.ts";
export { replayStory, simulate, type SimulationResult } from "./simulation.ts";
export type { Step } from "./world.ts";
export { POSTGRES_ABSENT, postgresBinaries, type PostgresCluster, startPostgres } from "./postgres-cluster.ts";
