/** What the executable runs. */
import { main } from "./main.ts";

void main(process.argv.slice(2));
