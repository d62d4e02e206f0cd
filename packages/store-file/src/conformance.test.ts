import { describeStore } from "@teamwright/store-conformance";
import { describe, it } from "vitest";
import { fileSubject } from "../test/conformance-subject.ts";
import { openFileStore } from "./open-file-store.ts";

describeStore("the file store with small segments", fileSubject, { describe, it });
describeStore(
  "the file store as shipped",
  { ...fileSubject, module: undefined, open: (location) => openFileStore(location) },
  { describe, it },
);
