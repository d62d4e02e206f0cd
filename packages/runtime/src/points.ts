/** Named moments at which a test can hold or break the runtime. Nothing listens outside tests. */
export type Point = "before-append" | "after-append" | "after-subscribe" | "at-end";

export type Points = (point: Point) => Promise<void> | void;
