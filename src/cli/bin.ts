#!/usr/bin/env node
/** The executable. */
import { startUnoptimised } from "./optimise.ts";

startUnoptimised();
void import("./main.ts").then(({ main }) => main(process.argv.slice(2)));
