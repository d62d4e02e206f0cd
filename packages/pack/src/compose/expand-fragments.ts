import type { PackComplaint } from "../complaint.ts";
import type { Sourced } from "./sourced.ts";

export const expandFragments = (tree: Sourced, _complaints: PackComplaint[]): Sourced => tree;
