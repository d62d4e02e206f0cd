// Program for a test: reports ready, and rolls when told to go.
import { realDisk } from "../src/disk.ts";
import { rollSlots } from "../src/roll-slots.ts";

const layout = { root: process.argv[2] ?? "", segment: 8 };

process.once("message", () => {
  rollSlots("log", { layout, disk: realDisk }).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(3);
    },
  );
});
process.send?.("ready");
