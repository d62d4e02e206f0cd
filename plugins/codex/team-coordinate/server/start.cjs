#!/usr/bin/env node
// Starts teamwright.mjs, or says why this Node cannot.
"use strict";
var parts = process.versions.node.split(".");
if (+parts[0] < 20 || (+parts[0] === 20 && +parts[1] < 19)) {
  process.stderr.write(
    "teamwright needs Node.js 20.19 or newer; this is " + process.versions.node + " (" + process.execPath +
      "). Install a newer one from https://nodejs.org and start the client again.\n"
  );
  process.exit(1);
}
var module_ = require("module");
if (module_.enableCompileCache) module_.enableCompileCache();
import("./bundle/teamwright.mjs").catch(function (error) {
  process.stderr.write("teamwright cannot start: " + ((error && error.stack) || error) + "\n");
  process.exit(1);
});
