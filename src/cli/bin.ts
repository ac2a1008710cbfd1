#!/usr/bin/env node
/** The executable. */
import { main } from "./main.ts";
import { startUnoptimised } from "./optimise.ts";

startUnoptimised();
void main(process.argv.slice(2));
