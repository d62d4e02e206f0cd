// What a log store promises, one sentence each. Ids are stable: reports and backend tables name them.

export const REQUIREMENTS = {
  "append/one-winner":
    "Of all appends with the same `after`, exactly one gets a position; the others get null and leave no trace.",
  "append/first-record":
    "The first append, with `after` 0, gets a position above 0; `after` 0 on a log with records gets null.",
  "append/ahead-rejected": "An append with an `after` above the last position gets null: no record ever follows a gap.",
  "append/below-floor-rejected":
    "After a trim, an append at or below the floor still gets null, also from a handle that slept.",
  "append/durable-before-answer": "When an append has answered, every handle and every later opener reads the record.",
  "append/unknown-outcome": "An append that fails has not happened, unless it says STORE_UNKNOWN_OUTCOME.",
  "append/large-record":
    "4 MiB come back whole; more than the limit is refused with LIMIT_EXCEEDED and leaves the log as it was.",
  "read/in-order": "Records come in the order they were appended, with increasing positions.",
  "read/resume": "Reading after a position gives exactly the records above it.",
  "read/limit": "At most `limit` records come, and reading on from the last of them misses nothing.",
  "read/abort": "An aborted read rejects with the signal's reason; one that is left early harms nothing.",
  "read/no-late-arrivals": "Once a reader has seen a position, nothing at or below it appears later.",
  "read/absent-log-empty": "An absent log reads as empty and does not come into being by being read.",
  "watch/no-silence": "A watcher that reads whenever it wakes has every record within two seconds.",
  "watch/unsubscribe": "After unsubscribing or closing, `wake` is not called again.",
  "watch/all-logs": "A watcher of `*` wakes for every log, also for logs that did not exist when it began.",
  "log/independent": "Logs do not touch each other, however much alike their ids are.",
  "log/listed": "`logs` names each log with a record once, filtered by prefix, and no log without one.",
  "log/id-checked": "A malformed log id is refused with LOG_ID by every call that takes one.",
  "bytes/roundtrip": "Bytes come back as they were given: empty, NUL, invalid UTF-8, a part of a larger buffer, 1 MiB.",
  "close/rejects": "After closing, every call fails with STORE_CLOSED; other handles go on.",
  "close/twice": "Closing a second time, even at the same time, is harmless.",
  "snapshot/whole-or-nothing":
    "Loading a snapshot gives what one save was given, whole and with its own position, or null.",
  "snapshot/newest-kept": "A save with an older position does not replace a newer snapshot.",
  "trim/floor-kept":
    "Trimmed records are gone for every handle, the others stay, and a lower trim brings nothing back.",
  "trim/last-position-known":
    "A log that was trimmed to its end, or told to go beyond it, goes on from its last position.",
  "clock/one-for-all":
    "Once a call was answered, every handle tells the same time, it goes on, and no setting of a machine's clock changes it.",
  "turn/one-at-a-time": "While one has the turn at a log, others wait for it; who waits for another log's does not.",
  "turn/passed-on": "Nobody waits more than two seconds for a holder that was closed, killed or stopped.",
  "meeting/one-place": "Every handle names the same meeting place, and a socket can be made there.",
  "multi-process/one-winner": "Processes racing for one log leave no double, no hole and no record that nobody won.",
  "multi-process/fair":
    "Of 8 processes that append with the kernel's back-off, each gets at least a quarter of its share.",
  "durability/kill-9":
    "After kill -9 of a writer at any point, every acknowledged record is there and appending goes on.",
} as const satisfies Record<string, string>;

export type RequirementId = keyof typeof REQUIREMENTS;
