import { describeStore } from "@teamwright/store-conformance";
import { describe, it } from "vitest";
import { sqliteSubject } from "../test/conformance-subject.ts";

describeStore("the SQLite store", sqliteSubject, { describe, it });
