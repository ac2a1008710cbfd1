import { expect, it } from "vitest";
import { addressOfRemote } from "../../rules/data/repository-address.ts";

it.each([
  ["git@github.com:Acme/App.git", "github.com/Acme/App"],
  ["https://github.com/acme/app/", "github.com/acme/app"],
  ["https://x:ghp_fake@github.com/acme/app.git", "github.com/acme/app"],
  ["ssh://git@ghe.example:2222/acme/app.git", "ghe.example/acme/app"],
  ["gh/acme/app", "github.com/acme/app"],
  ["github.com/acme/app", "github.com/acme/app"],
])("reads %s", (remote, address) => {
  expect(addressOfRemote(remote)).toBe(address);
});

it.each([
  "",
  "app",
  "../app",
  "constructor/acme/app",
  "github.com",
  "github.com/a b/c",
  "https://github.com/acme/..",
  "x".repeat(600),
])("takes %s for no address", (remote) => {
  expect(addressOfRemote(remote)).toBeUndefined();
});
