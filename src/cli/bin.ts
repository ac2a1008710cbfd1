#!/usr/bin/env node
/** The executable: everything else is loaded from here. */
import { main } from "./main.ts";

void main(process.argv.slice(2));
