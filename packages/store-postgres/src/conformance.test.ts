import { describeStore } from "@teamwright/store-conformance";
import { describe, it } from "vitest";
import { postgresSubject } from "../test/conformance-subject.ts";
import { withPostgres } from "../test/with-postgres.ts";

withPostgres("the Postgres store", (cluster) => {
  const subject = (parameters?: Record<string, string>) => postgresSubject(() => cluster().url("postgres", parameters));
  describeStore("as it is", subject(), { describe, it });
  describeStore("without notifications", subject({ notify: "off" }), { describe, it });
});
