import assert from "node:assert/strict";
import { test } from "node:test";
import { possibleTypes } from "./possibleTypes";
import { implementations } from "./schema";

test("the interfaces stand for the types that the schema says", () => {
  const sorted = (types: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(types).map(([name, implementing]) => [name, [...implementing].sort()]));
  assert.deepEqual(sorted(possibleTypes), sorted(implementations));
});
